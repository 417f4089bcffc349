"""What happens inside the process of one program. It ends with that process."""

import contextlib
import faulthandler
import io
import json
import os
import signal
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import NoReturn

from verify import ROOT
from verify.execution import Execution
from verify.programs import Program

SHOW_WHERE = signal.SIGUSR1  # asks a program that takes too long for the line it is at


def main(program: Program, directory: str, tag: dict[str, str], alarm: int) -> None:
    """Run the program with its output in `directory`/out and /err; leave a report beside them."""
    os.setsid()  # one group to end, whatever the program starts
    signal.alarm(alarm)  # should the engine be killed, this process still ends
    run = Path(directory)
    _redirect(1, run / "out")
    _redirect(2, run / "err")
    os.environ.update(tag)
    os.chdir(run / "empty")
    sys.path[:] = [str(Path.cwd()), *installed(sys.path)]
    sys.stdout = _text_stream(1)
    sys.stderr = _text_stream(2)
    if program.launcher:
        _launch(program.launcher)
    with (run / "where").open("w") as where:
        faulthandler.register(SHOW_WHERE, where, all_threads=False)
        figures: list[str] = []
        problems = Execution(program, figures.append).execute()
        faulthandler.unregister(SHOW_WHERE)
    if figures:
        (run / "figure.svg").write_text(figures[-1], encoding="utf-8")
    if len(figures) > 1:
        problems.append((None, f"shows {len(figures)} figures; a program shows one"))
    with contextlib.suppress(ValueError):  # a program may close its own stdout
        sys.stdout.flush()
    (run / "report.json").write_text(json.dumps({"problems": problems}), encoding="utf-8")


def installed(path: list[str]) -> list[str]:
    """The entries of a module search path that belong to Python and its packages."""

    def is_installed(entry: Path) -> bool:
        below_python = entry.is_relative_to(sys.base_prefix) and not entry.is_relative_to(ROOT)
        return entry.is_relative_to(sys.prefix) or below_python

    return [entry for entry in path if is_installed(Path(entry))]


def _redirect(descriptor: int, path: Path) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(file, descriptor)
    os.close(file)


def _launch(command: list[str]) -> NoReturn:
    """Do what the shell would, but without a new interpreter where the command is a Python one."""
    bin_directory = str(Path(sys.executable).parent)
    os.environ["PATH"] = bin_directory + os.pathsep + os.environ.get("PATH", os.defpath)
    for script in entry_points(group="console_scripts", name=command[0]):
        sys.argv[:] = command
        # torchrun ends its processes on SIGTERM; at SIGALRM it would only end itself.
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        sys.exit(script.load()())
    try:
        os.execvp(command[0], command)
    except OSError as error:
        sys.exit(f"cannot start {command[0]}: {error.strerror}")


def _text_stream(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(descriptor, "w", closefd=False), "utf-8", line_buffering=True)
