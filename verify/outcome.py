"""What came of a program that ran: its output and its figure, or what is wrong with it."""

import ast
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field

from verify import Problem
from verify.programs import Program, unshowable


@dataclass(frozen=True)
class Result:
    """What one run gave: text and figure as they would be published, or what went wrong."""

    output: str = ""
    figure: str | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Ended:
    """A program that has ended: its exit status, what it wrote, and the names of files it left.

    The status is None, and the report empty, if the process did not come to tell them.
    """

    program: Program
    status: int | None
    output: bytes
    errors: bytes
    report: bytes
    left: set[str]

    def result(self) -> Result:
        """What the run gave, and all that is wrong with it."""
        try:
            told, figures = ast.literal_eval(self.report.decode())
        except (SyntaxError, ValueError):
            told, figures = None, []
        problems = [self.program.at(line, message) for line, message in told or []]
        if fault := self._ending(told):
            problems.append(self.program.at(*fault))
        problems += [self.program.at(*fault) for fault in self._leftovers()]
        output, unfit = self._output()
        if len(figures) > 1:
            unfit = f"shows {len(figures)} figures; a program shows one"
        if unfit and not problems:
            problems.append(self.program.at(None, unfit))
        return Result(output, figures[-1] if figures else None, problems)

    def _ending(self, told: list[tuple[int | None, str]] | None) -> tuple[int | None, str] | None:
        """What is wrong with how it ended, beside what its report told, and with its errors."""
        errors = self.errors.decode("utf-8", "replace").strip()
        tail = f"; its stderr ends:\n{errors[-2000:]}" if errors else ""
        must_fail = any(d.kind == "raises" for d in self.program.declarations)
        is_reported = told is not None or self.program.launcher
        if self.status is not None and self.status < 0:
            return None, f"ended by {signal.Signals(-self.status).name}{tail}"
        if told:
            return None
        if self.status != must_fail or not is_reported:
            return None, f"exits with status {self.status}{tail}"
        if errors:
            where = re.search(rf"\b{re.escape(self.program.file_name)}:(\d+)", errors)
            line = int(where[1]) if where else None
            return line, f"writes to stderr: {errors.splitlines()[0][:300]}"
        return None

    def _leftovers(self) -> Iterator[tuple[int | None, str]]:
        """What is wrong with the files that it left."""
        promised = {d.what: d.line for d in self.program.declarations if d.kind == "writes"}
        for name in sorted(self.left - promised.keys()):
            yield None, f"leaves the file {name} behind; say `# writes {name}` on its line"
        for name in promised.keys() - self.left:
            yield promised[name], f"says `# writes {name}` but leaves no such file"

    def _output(self) -> tuple[str, str | None]:
        """What it printed, and why a page cannot show it, if it cannot."""
        try:
            output = self.output.decode("utf-8").expandtabs()  # as a terminal shows it
        except UnicodeDecodeError as error:
            line = self.output.count(b"\n", 0, error.start) + 1
            return "", f"line {line} of its output is not UTF-8"
        if output and (output[-1] != "\n" or output[0] == "\n" or output.endswith("\n\n")):
            advice = "a page shows no empty line there; print one line end last, and none first"
            return output, f"its output begins or ends oddly: {advice}"
        fault = unshowable(output)
        return output, "line {} of its output {}".format(*fault) if fault else None
