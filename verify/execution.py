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
from verify.programs import Declaration, Program


class Execution:
    """One run of a program in this interpreter: its promises, and what came of them."""

    def __init__(self, program: Program, publish_figure: Callable[[str], object]) -> None:
        """`publish_figure` is called with the SVG of the figure that the program shows."""
        self.program = program
        self.publish_figure = publish_figure
        self.file = str(Path.cwd() / program.file_name)
        self.promises = [d for d in program.declarations if d.kind != "writes"]
        self.kept: list[Declaration] = []
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
        except BaseException as error:
            self.error = error
            if not isinstance(error, SystemExit):
                self._raised(error)
            elif error.code not in (None, 0):
                self._problem(self._lines(error), f"exits with status {error.code!r}")
        for promise in self.promises:
            if promise not in self.kept and not self.problems:
                says = f"says `# {promise.kind} {promise.what}` but does not"
                self._problem([promise.line], f"{says}; mend it or drop the promise")
        pyplot = sys.modules.get("matplotlib.pyplot")
        if not self.problems and pyplot and pyplot.get_fignums():
            self._problem([], "draws a figure but does not call plt.show() at the end")
        return self.problems

    def _problem(self, lines: list[int], message: str) -> None:
        self.problems.append((lines[0] if lines else None, message))

    def _keeps(self, kind: str, line: int, what: type[BaseException]) -> bool:
        """Whether a line promised what now happens there, which is remembered."""
        promise = Declaration(kind, what.__name__, line)
        if promise in self.promises:
            self.kept.append(promise)
        return promise in self.promises

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
        if any(self._keeps("raises", line, type(error)) for line in self._lines(error)):
            print(last_line)
        else:
            self._problem(self._lines(error), last_line)

    def _watch_warnings(self) -> None:
        to_stderr = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            frame: types.FrameType | None = sys._getframe()
            while frame:
                is_here = frame.f_code.co_filename == self.file
                if is_here and self._keeps("warns", frame.f_lineno, category):
                    print(f"{category.__name__}: {message}")
                    return
                frame = frame.f_back
            to_stderr(message, category, *place, **more)

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
