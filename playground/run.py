"""Runs a program in the interpreter of a page as the check of the site runs it in a process."""

import builtins
import io
import json
import logging
import math
import os
import random
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy

from verify.compare import difference, lines_agree, merge
from verify.execution import Execution
from verify.programs import Program

OUTPUT_LIMIT = 1_000_000  # characters
SEND_AFTER = 0.05  # seconds; each piece of output on its own would be more than a page can take

# What a program may set for all that follow; a new process would not know of it.
SET_BACK = {module: dict(vars(module)) for module in (builtins, math, numpy)}
PRINT_OPTIONS = numpy.get_printoptions()

FOLDER = Path("/program")  # an empty directory, as a reader's own would be
sys.path.insert(0, str(FOLDER))

NOT_HERE = {
    "en": "{} is not on this page; Python here has its own modules, NumPy, Matplotlib and a small "
    "torch. Download the program to run it with all else.",
    "ko": "이 페이지에는 {} 모듈이 없습니다. 여기에는 파이썬의 모듈과 NumPy, Matplotlib, 작은 "
    "torch만 있습니다. 다른 모듈이 필요하면 프로그램을 내려받아 실행하십시오.",
}
NO_INPUT = {
    "en": "input() has nobody to ask on this page; write the value into the program",
    "ko": "이 페이지에서는 input()으로 값을 입력받을 수 없습니다. 값을 프로그램에 직접 쓰십시오",
}
TOO_LONG = {
    "en": f"prints more than {OUTPUT_LIMIT:,} characters; ended",
    "ko": f"출력이 {OUTPUT_LIMIT:,}자를 넘어 실행을 멈추었습니다",
}


class TooLong(BaseException):
    """Ends a program that prints for ever; no program catches it by mistake."""


class Output(io.TextIOBase):
    """What a program prints: kept, and sent to the page piece by piece."""

    def __init__(self, send: Callable[[str], object]) -> None:
        self.send = send
        self.parts: list[str] = []
        self.sent = self.size = 0
        self.last = time.monotonic()

    def write(self, text: str) -> int:
        """Take a text. Raises TooLong when it is too much."""
        if self.is_too_long:
            raise TooLong
        self.parts.append(text)
        self.size += len(text)
        if self.is_too_long:
            raise TooLong
        if time.monotonic() - self.last > SEND_AFTER:
            self.flush()
        return len(text)

    @property
    def is_too_long(self) -> bool:
        """Whether more was printed than a page shows."""
        return self.size > OUTPUT_LIMIT

    def flush(self) -> None:
        """Send what was not sent."""
        if text := "".join(self.parts[self.sent :]):
            self.send(text)
        self.sent = len(self.parts)
        self.last = time.monotonic()


def run(
    source: str,
    name: str,
    published: str | None,
    language: str,
    show: Callable[[str], object],
    draw: Callable[[str], object],
) -> str:
    """Run a program; give `show` what it prints and `draw` its figures.

    Returns JSON: {"problems": [[line or None, message]], "differs": the first line that is not as
    `published`, None if all agree}.
    """
    start_afresh(language)
    output = Output(show)
    program = Program(name, "", source, ())
    before = sys.stdout, sys.stderr, sys.modules["__main__"]
    sys.stdout = sys.stderr = output
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")  # the page's own fonts have it
            problems = Execution(program, draw).execute()
        output.flush()
    finally:
        sys.stdout, sys.stderr, sys.modules["__main__"] = before
    if output.is_too_long:
        problems = [(None, TOO_LONG[language])]
    problems = [(line, plain(message, language)) for line, message in problems]
    differs = None
    if isinstance(published, str) and not problems:
        printed = "".join(output.parts).expandtabs()  # as it is published
        if merge(published, printed, lines_agree) != published:
            differs, _ = difference(published, printed)
    return json.dumps({"problems": problems, "differs": differs})


def start_afresh(language: str) -> None:
    """Forget what an earlier program imported, wrote and set."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ("torch", "checks")]:
        del sys.modules[name]
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.iterdir():
        if file.is_file() and file.name != "checks.py":
            file.unlink()
    os.chdir(FOLDER)
    for module, values in SET_BACK.items():
        vars(module).update(values)
    numpy.set_printoptions(**PRINT_OPTIONS)
    random.seed()
    numpy.random.seed()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it misses fonts that nothing needs

    def ask(prompt: Any = "") -> str:
        raise RuntimeError(NO_INPUT[language])

    builtins.input = ask


def plain(message: str, language: str) -> str:
    """Return a message without advice that does not hold on a page."""
    if missing := re.match(r"ModuleNotFoundError: .*?'([\w.]+)'", message):
        return NOT_HERE[language].format(missing[1])
    return message
