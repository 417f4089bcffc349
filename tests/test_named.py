"""What README.md and CONTRIBUTING.md name is there: paths, commands, modules and their options."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from verify import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FILES = ("README.md", "CONTRIBUTING.md", "docs/en/checking.md", "docs/ko/checking.md")
CODE = re.compile(r"`([^`\n]+)`|^((?:make|python|\.venv/bin/\w+) .*)$", re.M)
GIVEN = re.compile(r"<\w+>")  # what a contributor writes another name in place of
PATH = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]*)+|[\w-]+\.(?:py|md|yml|toml|txt|json|mjs|css|js)")
MADE = ("site", ".venv", "web/node_modules")  # by the commands


def named(file: str) -> Iterator[tuple[int, str]]:
    """Yield the code of a file, and its line."""
    text = (ROOT / file).read_text(encoding="utf-8")
    for match in CODE.finditer(text):
        code = (match[1] or match[2]).split("  #")[0]
        yield text.count("\n", 0, match.start()) + 1, code.strip()


def is_there(path: str) -> bool:
    """Whether a file or folder is there: at its path or, for a bare name, anywhere."""
    pattern = GIVEN.sub("*", path).rstrip("/")
    if path.startswith(MADE) or any(ROOT.glob(pattern)):
        return True
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "."]
    found = (there for folder in folders for there in folder.rglob(pattern))
    return "/" not in path and any("node_modules" not in there.parts for there in found)


def faults(code: str) -> Iterator[str]:
    """Yield what a piece of code names that is not there."""
    match code.split():
        case ["make", target] if "=" not in target and not re.search(
            rf"^{target}:", MAKEFILE, re.M
        ):
            yield f"the Makefile has no {target}"
        case [python, "-m", module, *arguments] if python.endswith("python"):
            spec = importlib.util.find_spec(module)
            if not spec or not spec.origin:
                yield f"there is no module {module}"
                return
            origin = Path(spec.origin)
            main = origin.with_name("__main__.py") if origin.stem == "__init__" else origin
            options = [argument for argument in arguments if argument.startswith("--")]
            source = main.read_text(encoding="utf-8")
            yield from (f"{module} has no {option}" for option in options if option not in source)
        case words:
            paths = [word for word in words if PATH.fullmatch(word) and "><" not in word]
            yield from (f"there is no {path}" for path in paths if not is_there(path))


@pytest.mark.parametrize("file", FILES)
def test_what_a_file_names_is_there(file: str) -> None:
    wrong = [f"{file}:{line}: {fault}" for line, code in named(file) for fault in faults(code)]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("make tests", "the Makefile has no tests"),
        (".venv/bin/python -m verify.gards", "there is no module verify.gards"),
        ("python -m verify softmax --updates", "verify has no --updates"),
        ("snippets/<page>/none.py", "there is no snippets/<page>/none.py"),
        (".venv/bin/pytest tests/browser/test_none.py", "there is no tests/browser/test_none.py"),
        ("docs/none", "there is no docs/none"),
        ("none.md", "there is no none.md"),
    ],
)
def test_what_is_not_there_is_told(code: str, fault: str) -> None:
    assert list(faults(code)) == [fault]
