"""Finds the programs in `snippets/` and reads them as a reader gets them."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from verify import Problem

SECTION_MARKER = re.compile(r"\s*# --8<-- \[(?:start|end):[\w-]+\]\s*")
DECLARATION = re.compile(r"#.*\b(raises|warns|writes) (\S+)\s*$")
LAUNCHER = re.compile(r"# (?P<command>\S.* (?P<file>\w+\.py))\s*$")


@dataclass(frozen=True)
class Declaration:
    """A promise at the end of a line, such as `# raises RuntimeError`."""

    kind: str
    what: str
    line: int


@dataclass(frozen=True)
class Program:
    """A program as a reader copies it, and where each of its lines comes from.

    `name` is "softmax/temperature"; `path` is the file it stands in, below the root; `lines[i]` is
    the line of that file which holds line i + 1 of `source`.
    """

    name: str
    path: str
    source: str
    lines: tuple[int, ...]

    @property
    def file_name(self) -> str:
        """The name under which a reader saves it."""
        return self.name.rpartition("/")[2] + ".py"

    @property
    def declarations(self) -> list[Declaration]:
        """Every `# raises`, `# warns` and `# writes` of the source, with lines of the source."""
        return [
            Declaration(match[1], match[2], number)
            for number, line in enumerate(self.source.splitlines(), 1)
            if (match := DECLARATION.search(line))
        ]

    @property
    def launcher(self) -> list[str] | None:
        """The command in the first line, if it starts this very file; otherwise None."""
        match = LAUNCHER.match(self.source.partition("\n")[0])
        return match["command"].split() if match and match["file"] == self.file_name else None

    def at(self, line: int | None, message: str) -> Problem:
        """A problem at a line of the source, told by the line of the file."""
        known = line is not None and 0 < line <= len(self.lines)
        return Problem(self.path, self.lines[line - 1] if known and line else None, message)


def read_text(path: Path, root: Path) -> str:
    """The text of a UTF-8 file below `root`.

    Raises Problem with the line of the first byte that is not UTF-8.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        raise Problem(str(path.relative_to(root)), line, message) from None


def without_markers(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without section markers, and the original number of each line left."""
    kept = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if not SECTION_MARKER.fullmatch(line)
    ]
    return "".join(f"{line}\n" for _, line in kept), tuple(number for number, _ in kept)


def find_programs(root: Path) -> tuple[list[Program], list[Problem]]:
    """Every program of `snippets/`, in order of name, and what is wrong with those left out."""
    programs: list[Program] = []
    problems: list[Problem] = []
    first_with_name: dict[str, str] = {}
    for path in sorted(root.glob("snippets/**/*.py")):
        where = str(path.relative_to(root))
        try:
            if path.parents[2] != root:
                raise Problem(where, None, "programs belong in snippets/<page>/<name>.py")
            twin = first_with_name.setdefault(path.stem.casefold(), where)
            if twin != where:
                advice = "rename one, so that a reader who saves both keeps both"
                raise Problem(where, None, f"has the name of {twin}; {advice}")
            source, lines = without_markers(read_text(path, root))
        except Problem as problem:
            problems.append(problem)
        else:
            programs.append(Program(f"{path.parent.name}/{path.stem}", where, source, lines))
    return programs, problems


def select(programs: list[Program], wanted: Iterable[str]) -> list[Program]:
    """The programs that are named, by name ("softmax/temperature"), page ("softmax") or path.

    Raises LookupError for a name that fits none, with the nearest name there is.
    """
    chosen: dict[str, Program] = {}
    for name in wanted:
        plain = name.removeprefix("./").removeprefix("snippets/").removesuffix(".py").rstrip("/")
        found = [p for p in programs if plain in (p.name, p.name.partition("/")[0])]
        if not found:
            names = [p.name for p in programs] + [p.name.partition("/")[0] for p in programs]
            near = difflib.get_close_matches(plain, names, 1)
            advice = f"; did you mean {near[0]}?" if near else ""
            raise LookupError(f"no program or page is named {name}{advice}")
        chosen.update((p.name, p) for p in found)
    return list(chosen.values())
