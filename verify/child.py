"""What happens inside the process of one program. It ends with that process."""

import contextlib
import faulthandler
import io
import json
import os
import signal
import sys
import traceback
import types
import warnings
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NoReturn

from verify import ROOT
from verify.figures import PUBLISHED_STYLE, publishable
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
        report = _Run(program, run).execute()
        faulthandler.unregister(SHOW_WHERE)
    with contextlib.suppress(ValueError):  # a program may close its own stdout
        sys.stdout.flush()
    (run / "report.json").write_text(json.dumps(report), encoding="utf-8")


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


class _Run:
    """One execution: the program's promises, and what came of them."""

    def __init__(self, program: Program, run: Path) -> None:
        self.program = program
        self.run = run
        self.file = str(Path.cwd() / program.file_name)
        self.raises = {d.line: d.what for d in program.declarations if d.kind == "raises"}
        self.warns = {d.line: d.what for d in program.declarations if d.kind == "warns"}
        self.kept: set[int] = set()  # lines whose promise was kept
        self.figures = 0
        self.problems: list[tuple[int | None, str]] = []

    def execute(self) -> dict[str, Any]:
        """Run the program as `__main__` and return the report."""
        self._watch_warnings()
        if "matplotlib" in self.program.source:
            self._watch_figures()
        for name in [name for name in sys.modules if name.partition(".")[0] == "verify"]:
            del sys.modules[name]  # so that a program which imports the engine fails, as it should
        sys.argv[:] = [self.file]
        main = types.ModuleType("__main__")
        main.__file__ = self.file
        sys.modules["__main__"] = main
        try:
            exec(compile(self.program.source, self.file, "exec", dont_inherit=True), main.__dict__)
        except SystemExit as error:
            if error.code not in (None, 0):
                self._problem(
                    next(iter(self._lines(error)), None), f"exits with status {error.code!r}"
                )
        except BaseException as error:
            self._raised(error)
        for line, what in (self.raises | self.warns).items():
            if line not in self.kept and not self.problems:
                kind = "raises" if line in self.raises else "warns"
                self._problem(
                    line, f"says `# {kind} {what}` but does not; mend it or drop the promise"
                )
        if (pyplot := sys.modules.get("matplotlib.pyplot")) and pyplot.get_fignums():
            self._problem(None, "draws a figure but does not call plt.show() at the end")
        if self.figures > 1:
            self._problem(None, f"shows {self.figures} figures; a program shows one")
        return {"problems": self.problems}

    def _problem(self, line: int | None, message: str) -> None:
        self.problems.append((line, message))

    def _lines(self, error: BaseException) -> list[int]:
        """The lines of the program that the error passed through, the innermost statement first."""
        if isinstance(error, SyntaxError) and error.filename == self.file:
            return [error.lineno or 1]
        frames = traceback.extract_tb(error.__traceback__)
        return [
            line
            for frame in reversed(frames)
            if frame.filename == self.file and frame.lineno
            for line in range(frame.lineno, (frame.end_lineno or frame.lineno) + 1)
        ]

    def _raised(self, error: BaseException) -> None:
        last_line = traceback.format_exception_only(error)[-1].rstrip("\n")
        for line in self._lines(error):
            if self.raises.get(line) == type(error).__name__:
                self.kept.add(line)
                print(last_line)
                return
        self._problem(next(iter(self._lines(error)), None), last_line)

    def _watch_warnings(self) -> None:
        to_stderr = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: Any = None,
            line: str | None = None,
        ) -> None:
            frame: types.FrameType | None = sys._getframe()
            while frame:
                if (
                    frame.f_code.co_filename == self.file
                    and self.warns.get(frame.f_lineno) == category.__name__
                ):
                    self.kept.add(frame.f_lineno)
                    print(f"{category.__name__}: {message}")
                    return
                frame = frame.f_back
            to_stderr(message, category, filename, lineno, file, line)

        warnings.showwarning = show

    def _watch_figures(self) -> None:
        import matplotlib.pyplot as plt

        plt.rcdefaults()  # whatever matplotlibrc there is
        plt.rcParams.update(PUBLISHED_STYLE)
        plt.rcParams["axes.prop_cycle"] = _cycle()

        def show(*_: Any, **__: Any) -> None:
            for number in plt.get_fignums():
                self.figures += 1
                raw = self.run / "raw.svg"
                plt.figure(number).savefig(raw, format="svg", metadata={"Date": None})
                svg = publishable(raw.read_text(encoding="utf-8"), self.program.name)
                (self.run / "figure.svg").write_text(svg, encoding="utf-8")
            plt.close("all")

        plt.show = show


def _cycle() -> Any:
    from cycler import cycler

    from verify.figures import CYCLE

    return cycler(color=CYCLE)
