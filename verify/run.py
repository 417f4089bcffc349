"""Runs programs, each in a fresh process that knows nothing of the repository.

A fresh interpreter spends seconds on importing torch. Here one server process imports the large
public packages once, and each program starts as a fork of it: as isolated, at a small part of the
cost. Every process has one thread; with more, forks on few cores stand in each other's way.
"""

import contextlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import tempfile
import time
import uuid
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import wait
from pathlib import Path

import psutil

from verify import Problem
from verify.child import SHOW_WHERE, main
from verify.isolation import uninterrupted, unprejudiced
from verify.programs import Program

TIME_LIMIT = 60.0  # seconds; no program needs a tenth of it, but machines are shared
OUTPUT_LIMIT = 1_000_000  # bytes

# What a program is likely to import, by a word that then stands in its source. torch.optim imports
# torch._dynamo late, which alone takes as long as torch.
PRELOAD = {
    "torch": ["torch"],
    "optim": ["torch._dynamo"],
    "torchrun": ["torch.distributed.run"],
    "numpy": ["numpy"],
    "matplotlib": ["matplotlib.pyplot", "matplotlib.backends.backend_svg"],
    "sklearn": ["sklearn.datasets", "sklearn.linear_model", "sklearn.model_selection"],
    "scipy": ["scipy.special", "scipy.stats"],
}
TAG = "VERIFIED_RUN"  # in the environment of all that a program starts, so that it can be found


@dataclass(frozen=True)
class Result:
    """What one run gave: text and figure as they would be published, or what went wrong."""

    output: str = ""
    figure: str | None = None
    problems: list[Problem] = field(default_factory=list)


class Runner:
    """Runs programs side by side. One forkserver serves all runners of a process."""

    def __init__(self, time_limit: float = TIME_LIMIT, jobs: int | None = None) -> None:
        """`time_limit` is in seconds per program; `jobs` is how many run at once (all cores)."""
        self.time_limit = time_limit
        self.jobs = jobs or os.cpu_count() or 1
        self.context = multiprocessing.get_context("forkserver")

    def run(self, programs: Iterable[Program]) -> Generator[tuple[Program, Result], None, None]:
        """Yield each program with its result as it ends; interrupted, leave no process behind."""
        waiting = deque(programs)
        self._preload(waiting)
        active: list[_Process] = []
        try:
            while waiting or active:
                while waiting and len(active) < self.jobs:
                    active.append(_Process(waiting.popleft(), self))
                wait([p.process.sentinel for p in active], timeout=0.05)
                for process in [p for p in active if p.has_ended()]:
                    active.remove(process)
                    yield process.program, process.result()
        finally:
            for process in active:
                process.end()

    def _preload(self, programs: Iterable[Program]) -> None:
        text = "".join(program.source for program in programs)
        modules = [name for word, names in PRELOAD.items() if word in text for name in names]
        with unprejudiced():
            self.context.set_forkserver_preload(modules)
            forkserver.ensure_running()


class _Process:
    """The process of one program, its directory, and what is left when it ends."""

    def __init__(self, program: Program, runner: Runner) -> None:
        self.program = program
        self.time_limit = runner.time_limit
        self.directory = Path(tempfile.mkdtemp(prefix="verify-"))
        self.stopped: Problem | None = None
        self.tag = {TAG: uuid.uuid4().hex}
        empty = self.directory / "empty"
        empty.mkdir()
        (empty / program.file_name).write_text(program.source, encoding="utf-8")
        alarm = int(self.time_limit) + 10
        arguments = (program, str(self.directory), self.tag, alarm)
        self.process = runner.context.Process(target=main, args=arguments)
        with uninterrupted():
            self.process.start()
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        """Whether the program is over; one that takes too long or prints too much is ended here."""
        if not self.process.is_alive():
            return True
        for name in ("out", "err"):
            with contextlib.suppress(FileNotFoundError):
                if (self.directory / name).stat().st_size > OUTPUT_LIMIT:
                    self._stop(f"prints more than {OUTPUT_LIMIT:,} bytes")
        if time.monotonic() - self.started > self.time_limit:
            self._stop(f"still runs after {self.time_limit:g} s")
        return self.stopped is not None

    def _stop(self, message: str) -> None:
        self.stopped = self.program.at(self._current_line(), f"{message}; ended")
        self._kill()

    def _current_line(self) -> int | None:
        """The line the program is at, which Python itself writes when it gets the signal."""
        if self.program.launcher or self.process.pid is None:
            return None
        trace = ""
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            os.kill(self.process.pid, SHOW_WHERE)
            time.sleep(0.1)
            trace = (self.directory / "where").read_text(encoding="utf-8", errors="replace")
        found = re.search(rf'{re.escape(self.program.file_name)}", line (\d+)', trace)
        return int(found[1]) if found else None

    def _kill(self) -> None:
        """End the process and all that it started, even what left its group or outlived it."""
        if self.process.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()  # in case it had no time to become a group
        while self._kill_the_tagged():
            pass  # one that was being killed may have started another
        self.process.join()

    def _kill_the_tagged(self) -> bool:
        """Kill what bears this run's tag; whether there was any."""
        found = False
        for other in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if other.environ().get(TAG) == self.tag[TAG]:
                    other.kill()
                    found = True
        return found

    def end(self) -> None:
        """Kill what still runs and delete the directory."""
        self._kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    def result(self) -> Result:
        """What the run gave; deletes its directory."""
        self._kill()
        try:
            return self._result()
        finally:
            shutil.rmtree(self.directory, ignore_errors=True)

    def _result(self) -> Result:
        problems = [self.stopped] if self.stopped else self._problems()
        output = ""
        out = (self.directory / "out").read_bytes() if not self.stopped else b""
        try:
            output = out.decode("utf-8")
        except UnicodeDecodeError as error:
            line = out.count(b"\n", 0, error.start) + 1
            problems.append(self.program.at(None, f"line {line} of its output is not UTF-8"))
        figure = self.directory / "figure.svg"
        drawn = figure.read_text(encoding="utf-8") if figure.exists() else None
        return Result(output, drawn, problems)

    def _problems(self) -> list[Problem]:
        problems: list[Problem] = []
        report = self.directory / "report.json"
        if report.exists():
            found = json.loads(report.read_text(encoding="utf-8"))["problems"]
            problems += [self.program.at(line, message) for line, message in found]
        stderr = (self.directory / "err").read_text(encoding="utf-8", errors="replace").strip()
        tail = f"; its stderr ends:\n{stderr[-2000:]}" if stderr else ""
        code = self.process.exitcode
        if code and code < 0:
            problems.append(self.program.at(None, f"ended by {signal.Signals(-code).name}{tail}"))
        elif code or not (report.exists() or self.program.launcher):
            problems.append(self.program.at(None, f"exits with status {code}{tail}"))
        elif stderr and not problems:
            where = re.search(rf"\b{re.escape(self.program.file_name)}:(\d+)", stderr)
            line = int(where[1]) if where else None
            first = stderr.splitlines()[0][:300]
            problems.append(self.program.at(line, f"writes to stderr: {first}"))
        return problems + self._leftovers()

    def _leftovers(self) -> list[Problem]:
        promised = {d.what: d.line for d in self.program.declarations if d.kind == "writes"}
        left = {p.name for p in (self.directory / "empty").iterdir()}
        left -= {self.program.file_name, "__pycache__"}
        return [
            self.program.at(
                None, f"leaves the file {name} behind; say `# writes {name}` on its line"
            )
            for name in sorted(left - promised.keys())
        ] + [
            self.program.at(line, f"says `# writes {name}` but leaves no such file")
            for name, line in promised.items()
            if name not in left
        ]
