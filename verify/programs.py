"""Finds the programs in `snippets/` and reads them as a reader gets them."""

import difflib
import re
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from verify import Problem

SECTION_MARKER = re.compile(r"\s*# --8<-- \[(?:start|end):[\w-]+\]\s*")
DECLARATION = re.compile(r"#.*\b(raises|warns|writes) (\S+)\s*$")
# What splits a line, or hides in one: control characters, separators, a byte order mark.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")
UNSHOWABLE = re.compile(rf"^ *```|\t|{UNSEEN.pattern}", re.M)
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
    lines: Sequence[int]

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

    Raises Problem for what cannot be read, with the line of the first byte that is not UTF-8 or
    character that splits a line or hides in one.
    """
    where = str(path.relative_to(root))
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise Problem(where, None, f"is no file: {error.strerror}; mend or delete it") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        raise Problem(where, line, message) from None
    if match := UNSEEN.search(text):
        advice = "save the file with LF line ends and no byte order mark, or write an escape"
        message = f"has the unseen character U+{ord(match[0]):04X}; {advice}"
        raise Problem(where, text.count("\n", 0, match.start()) + 1, message)
    return text


def unshowable(text: str) -> tuple[int, str] | None:
    """The line of a program or an output that a page cannot show, and what is wrong with it."""
    if not (match := UNSHOWABLE.search(text)):
        return None
    what = match[0].strip(" ")
    said = "``` at its begin, which ends its block" if "`" in what else f"U+{ord(what):04X}"
    return text.count("\n", 0, match.start()) + 1, f"has {said} on a page; write it otherwise"


def shadows(name: str) -> bool:
    """Whether a file of this name hides a module that a program may import."""
    places = [sysconfig.get_path(kind) for kind in ("purelib", "platlib")]
    return name in sys.stdlib_module_names or PathFinder.find_spec(name, places) is not None


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
            if shadows(path.stem):
                message = f"hides the module {path.stem} from all that imports it; rename it"
                raise Problem(where, None, message)
            text = read_text(path, root)
            if fault := unshowable(text):
                raise Problem(where, *fault)
            source, lines = without_markers(text)
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
