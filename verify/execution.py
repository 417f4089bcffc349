"""What running a program means, in a process of the check and in the interpreter of a page."""

import io
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verify.figures import CYCLE, PUBLISHED_STYLE, publishable
from verify.programs import Program


class Execution:
    """One run of a program in this interpreter: its promises, and what came of them."""

    def __init__(self, program: Program, publish_figure: Callable[[str], object]) -> None:
        """`publish_figure` is called with the SVG of the figure that the program shows."""
        self.program = program
        self.publish_figure = publish_figure
        self.file = str(Path.cwd() / program.file_name)
        self.raises = {d.line: d.what for d in program.declarations if d.kind == "raises"}
        self.warns = {d.line: d.what for d in program.declarations if d.kind == "warns"}
        self.kept: set[int] = set()  # lines whose promise was kept
        self.problems: list[tuple[int | None, str]] = []
        self.error: BaseException | None = None  # what ended the program

    def execute(self) -> list[tuple[int | None, str]]:
        """Run the program as `__main__`; return what is wrong, each with a line of its source."""
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
            self.error = error
            if error.code not in (None, 0):
                self._problem(
                    next(iter(self._lines(error)), None), f"exits with status {error.code!r}"
                )
        except BaseException as error:
            self.error = error
            self._raised(error)
        for line, what in (self.raises | self.warns).items():
            if line not in self.kept and not self.problems:
                kind = "raises" if line in self.raises else "warns"
                self._problem(
                    line, f"says `# {kind} {what}` but does not; mend it or drop the promise"
                )
        pyplot = sys.modules.get("matplotlib.pyplot")
        if not self.problems and pyplot and pyplot.get_fignums():
            self._problem(None, "draws a figure but does not call plt.show() at the end")
        return self.problems

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
        from cycler import cycler

        plt.rcdefaults()  # whatever matplotlibrc there is
        plt.rcParams.update(PUBLISHED_STYLE)
        plt.rcParams["axes.prop_cycle"] = cycler(color=CYCLE)

        def show(*_: Any, **__: Any) -> None:
            for number in plt.get_fignums():
                raw = io.StringIO()
                plt.figure(number).savefig(raw, format="svg", metadata={"Date": None})
                self.publish_figure(publishable(raw.getvalue(), self.program.name))
            plt.close("all")

        plt.show = show
