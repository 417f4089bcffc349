"""Holds what the documents name to what is there: paths, commands, modules and their options."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from verify import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/en/checking.md", "docs/ko/checking.md")
CODE = re.compile(r"`([^`\n]+)`|^((?:make|python|\.venv/bin/\w+) .*)$", re.M)
GIVEN = re.compile(r"<\w+>")  # what a contributor writes another name in place of
PATH = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]*)+|[\w-]+\.(?:py|md|yml|toml|txt|json|mjs|css|js)")
EXAMPLE = re.compile(r"^(`{3,})markdown\n(.*?)^\1$", re.S | re.M)
ADDRESS = re.compile(r"http://[\d.]+:\d+/")
MADE = ("site", "web/node_modules")  # by the commands


def missing(root: Path) -> Iterator[str]:
    """Yield what the documents below `root` name, but is not there, with file and line."""
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        text = (root / document).read_text(encoding="utf-8")
        for match in CODE.finditer(text):
            code = (match[1] or match[2]).split("  #")[0].strip()
            line = text.count("\n", 0, match.start()) + 1
            yield from (f"{document}:{line}: there is no {what}" for what in faults(code, makefile))
        for place, what in examples(text):
            line = text.count("\n", 0, place) + 1
            yield f"{document}:{line}: there is no {what}"


def examples(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a document shows as an example and no page has, with where it does."""
    texts = (page.read_text(encoding="utf-8") for page in ROOT.glob("docs/en/*.md"))
    pages = {line for page in texts for line in page.splitlines()}
    for example in EXAMPLE.finditer(text):
        place = example.start(2)
        for line in example[2].splitlines(keepends=True):
            if re.search(r"\d", line) and line.rstrip() not in pages:
                yield place, f"{line.strip()} on a page"
            place += len(line)
    served = (ROOT / "builder/__main__.py").read_text(encoding="utf-8")
    for address in ADDRESS.finditer(text):
        if address[0] not in served:
            yield address.start(), f"{address[0]} in builder/__main__.py"


def faults(code: str, makefile: str) -> Iterator[str]:
    """Yield what a piece of code names that is not there."""
    match code.split():
        case ["make", target] if "=" not in target:
            if not re.search(rf"^{target}:", makefile, re.M):
                yield f"target {target} in the Makefile"
        case [python, "-m", module, *arguments] if python.endswith("python"):
            spec = importlib.util.find_spec(module)
            if not spec or not spec.origin:
                yield f"module {module}"
                return
            origin = Path(spec.origin)
            main = origin.with_name("__main__.py") if origin.stem == "__init__" else origin
            source = main.read_text(encoding="utf-8")
            options = [argument for argument in arguments if argument.startswith("--")]
            yield from (f"{option} in {module}" for option in options if option not in source)
        case ["#", *_, launched] if launched.endswith(".py"):
            line = re.compile(GIVEN.sub(r"\\w+", code))
            programs = (path.read_text(encoding="utf-8") for path in ROOT.glob("snippets/*/*.py"))
            if not any(line.fullmatch(program.partition("\n")[0]) for program in programs):
                yield f"program that begins with {code}"
        case words:
            paths = [word for word in words if PATH.fullmatch(word) and "><" not in word]
            yield from (path for path in paths if not is_there(path))


def is_there(path: str) -> bool:
    """Whether a file or folder is there: at its path or, for a bare name, anywhere."""
    pattern = GIVEN.sub("*", path).rstrip("/")
    if path.startswith(MADE) or any(ROOT.glob(pattern)):
        return True
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "."]
    found = (there for folder in folders for there in folder.rglob(pattern))
    return "/" not in path and any("node_modules" not in there.parts for there in found)
