"""Holds the pages to what they promise, from their sources alone, within seconds."""

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from verify import ROOT, Problem
from verify.pages import (
    HEADING,
    LANGUAGES,
    Found,
    Page,
    expand,
    programs_for,
    read_page,
    read_pages,
)
from verify.programs import Program, find_programs, read_text
from verify.questions import faults, line_at

Pages = dict[str, dict[str, Page]]  # by language, then by file name
Finds = Callable[[Page], Sequence[Found]]

OUTSIDE_THE_SITE = ("README.md", "CONTRIBUTING.md")
DECIMAL = re.compile(r"(?<![A-Za-z0-9_.])(?<![A-Za-z]-)\d*\.\d+(?!\d|\.\d)")
TITLE = re.compile(r"\A---\ntitle: (.*)$", re.M)
ENTRY = re.compile(r"^ +- ([\w-]+\.md)$", re.M)  # of nav, in mkdocs.yml
TEXT = re.compile(r"^    (\w+): (.+)$", re.M)  # of an explorable, in front matter
PLACE = re.compile(r"\{\w+\}")  # in such a text
# Where links lead, tags, attributes.
NOT_PROSE = re.compile(r"\]\([^)]*\)|</?[a-zA-Z!][^>]*>|\{(?:[:#.]|[\w-]+=)[^}]*\}")
UNHELD = "an output that follows no program is not compared; put it below that, or call it text"
REMEDY = {"heading": "change the heading in one and {#…} in the other"}
# Pygments colours these as Python too, but only a block called `python` is run.
OTHER_NAMES_OF_PYTHON = {"py", "py3", "python3", "pycon", "python-repl", "ipython", "bazel", "sage"}


def check_pages(root: Path = ROOT) -> list[Problem]:
    """Everything that is wrong with the pages below `root`."""
    pages: Pages = {}
    problems: list[Problem] = []
    for language in LANGUAGES:
        pages[language], unreadable = read_pages(root, language)
        problems += unreadable
    try:
        alone = [
            read_page(root / name, root) for name in OUTSIDE_THE_SITE if (root / name).exists()
        ]
    except Problem as problem:
        problems.append(problem)
    if problems:
        return problems  # the guards would only repeat them in other words
    every_page = [page for language in LANGUAGES for page in pages[language].values()] + alone
    programs, _ = find_programs(root)
    return [
        *check_fences(every_page),
        *check_numbers(every_page, root),
        *check_questions(every_page),
        *check_changelog(every_page),
        *check_titles(every_page),
        *check_navigation(pages, root),
        *check_spelling(root),
        *check_languages_agree(pages),
        *check_no_orphans(pages, programs, root),
    ]


def check_fences(pages: list[Page]) -> Iterator[Problem]:
    """Every Python fence is run, or says `notest` and why; every output follows what prints it."""
    for page in pages:
        held = [page.output_of(f) for f in page.fences if f.is_run and not page.is_notebook]
        for fence in page.fences:
            name = fence.language.lower()
            if name in OTHER_NAMES_OF_PYTHON or (name == "python" != fence.language):
                message = f"a block called {fence.language} is not run; call it python"
                yield Problem(page.path, fence.line, message)
            elif "notest" in fence.flags and not fence.options.get("reason"):
                message = 'notest needs its reason: {.python notest reason="..."}'
                yield Problem(page.path, fence.line, message)
            elif "output" in fence.flags and fence not in held:
                yield Problem(page.path, fence.line, UNHELD)


def check_numbers(pages: list[Page], root: Path) -> Iterator[Problem]:
    """Every decimal number in prose stands in a program or an output of the same page.

    The exceptions are what a reader may wrongly guess, and the numbers in pyproject.toml, each with
    its reason.
    """
    configuration = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    allowed = configuration["tool"]["verify"]["allowed-numbers"]
    used: set[str] = set()
    for page in pages:
        shown = {n for fence in page.fences for n in DECIMAL.findall(fence.source)}
        guesses = {
            choice.line
            for question in page.questions
            for choice in question.choices
            if choice.number or not choice.is_right
        }
        for number, line in enumerate(page.prose.split("\n"), 1):
            if number in guesses:
                continue
            for decimal in DECIMAL.findall(NOT_PROSE.sub(" ", line)):
                used.add(decimal)
                if decimal not in shown | allowed.keys():
                    message = f"{decimal} stands in no program or output of this page; mend it, "
                    yield Problem(page.path, number, message + "or let a program print it")
    for decimal in allowed.keys() - used:
        message = f"{decimal} is allowed in prose but stands nowhere; drop it from allowed-numbers"
        yield Problem("pyproject.toml", None, message)


def check_questions(pages: list[Page]) -> Iterator[Problem]:
    """Every question has one right choice, which a program prints if it is a number.

    Each of its choices has an explanation.
    """
    for page in pages:
        printed = "\n".join(fence.source for fence in page.fences if "output" in fence.flags)
        for question in page.questions:
            for line, message in faults(question, printed):
                yield Problem(page.path, line, message)


def check_changelog(pages: list[Page]) -> Iterator[Problem]:
    """Every section of the changelog begins with its day, the newest first."""
    for page in pages:
        latest = date.max
        for number, line in enumerate(page.prose.split("\n"), 1):
            if not page.path.endswith("/changelog.md") or not line.startswith("## "):
                continue
            day, colon, _ = line[3:].partition(": ")
            try:
                if not colon or date.fromisoformat(day) > latest:
                    raise ValueError
                latest = date.fromisoformat(day)
            except ValueError:
                message = f"{line} must begin with a day, none before a later one: ## 2026-11-22: …"
                yield Problem(page.path, number, message)


def check_titles(pages: list[Page]) -> Iterator[Problem]:
    """A page is called what its heading says, but for the home page."""
    for page in pages:
        title = TITLE.search(page.prose)
        heading = next((h for h in HEADING.finditer(page.prose) if h[1] == "#"), None)
        if not (title and heading) or page.path.endswith("/index.md"):
            continue
        if title[1].strip('"') != heading[2]:
            message = f"the title is {title[1]}, the heading {heading[2]}; make them the same"
            yield Problem(page.path, line_at(page.prose, heading.start()), message)


def check_navigation(pages: Pages, root: Path) -> Iterator[Problem]:
    """Every page stands in the navigation."""
    if (path := root / "mkdocs.yml").exists():
        there = set(ENTRY.findall(read_text(path, root)))
        for name in sorted(pages[LANGUAGES[0]].keys() - there):
            yield Problem(
                "mkdocs.yml", None, f"nav lacks {name}; add it where readers should meet it"
            )


def check_spelling(root: Path) -> Iterator[Problem]:
    """No English page has a word that is known for a mistake."""
    command = [sys.executable, "-m", "codespell_lib", "docs/en", *OUTSIDE_THE_SITE]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True).stdout
    for path, line, correction in re.findall(r"^(.*?):(\d+): (.*)", said, re.M):
        yield Problem(path, int(line), f"misspelt: {correction}")


def check_languages_agree(pages: Pages) -> Iterator[Problem]:
    """Both languages have the same pages, with the same structure, code, formulas and links."""
    english, korean = (pages[language] for language in LANGUAGES)
    for name in sorted(english.keys() ^ korean.keys()):
        there, missing = ("en", "ko") if name in english else ("ko", "en")
        yield Problem(f"docs/{missing}/{name}", None, f"is missing; docs/{there}/{name} exists")
    for name in sorted(english.keys() & korean.keys()):
        ours, theirs = english[name], korean[name]
        for what, of in IN_ORDER.items():
            yield from _same_order(what, ours, theirs, of)
        for what, of in IN_ANY_ORDER.items():
            yield from _lacking(what, ours, theirs, of)
            yield from _lacking(what, theirs, ours, of)


def _blocks(page: Page) -> list[Found]:
    return [
        Found(f.line, "\n".join([f.options.get("title", f.source), f.language, *f.flags, f.source]))
        for f in page.fences
    ]


def _questions(page: Page) -> list[Found]:
    return [Found(question.line, question.structure) for question in page.questions]


def _texts(page: Page) -> list[Found]:
    return [
        Found(line_at(page.prose, match.start()), " ".join([match[1], *PLACE.findall(match[2])]))
        for match in TEXT.finditer(page.prose.partition("\n---\n")[0])
    ]


IN_ORDER: dict[str, Finds] = {
    "heading": lambda page: page.headings,
    "figure": lambda page: page.figures,
    "explorable": lambda page: page.explorables,
    "block": _blocks,
    "question": _questions,
    "explorable text": _texts,
}
IN_ANY_ORDER: dict[str, Finds] = {
    "formula": lambda page: page.formulas,
    "link": lambda page: page.links,
}


def _same_order(what: str, english: Page, korean: Page, of: Finds) -> Iterator[Problem]:
    our_texts, their_texts = ({found.text for found in of(page)} for page in (english, korean))
    for our, their in zip_longest(of(english), of(korean)):
        if our and their and our.text == their.text:
            continue
        is_ours = not their or (our and our.text not in their_texts)
        is_theirs = not our or (their and their.text not in our_texts)
        if bool(is_ours) == bool(is_theirs):
            remedy = REMEDY.get(what, "make them the same")
            message = f"the {what}s differ ({_short(our)}, {_short(their)}); {remedy}"
            yield Problem(f"{english.path}:{our.line} and {korean.path}", their.line, message)
        else:
            here, found, there = (english, our, korean) if is_ours else (korean, their, english)
            where = f"{here.path}:{found.line}"
            message = f"lacks the {what} {_short(found)}, which {where} shows; add it to both"
            yield Problem(there.path, None, message)
        return  # all that follows may be shifted


def _lacking(what: str, here: Page, there: Page, of: Finds) -> Iterator[Problem]:
    known = {found.text for found in of(there)}
    for surplus in {f.text: f for f in reversed(of(here)) if f.text not in known}.values():
        yield Problem(here.path, surplus.line, f"{there.path} lacks this {what}: {surplus.text}")


def _short(found: Found) -> str:
    text = found.text.strip().partition("\n")[0]
    return text if len(text) <= 60 else text[:57] + "..."


def check_no_orphans(pages: Pages, programs: list[Program], root: Path) -> Iterator[Problem]:
    """Both languages show every program, every line of it, with its output and its figure.

    A program may print what an explorable shows, instead of standing on a page.
    """
    for language in LANGUAGES:
        there = pages[language].values()
        includes = {name for page in there for fence in page.fences for name in fence.includes}
        figures = {found.text for page in there for found in page.figures}
        elements = {found.text for page in there for found in page.explorables}
        names = [f"web/explorables/{element.removeprefix('explore-')}.js" for element in elements]
        scripts = [root / name for name in names if (root / name).exists()]
        explored = {name for script in scripts for name in programs_for(read_text(script, root))}
        for program in programs:
            if program.name in explored:
                continue
            parts = [name for name in includes if name.partition(":")[0] == program.path]
            text = "".join(expand(f'--8<-- "{part}"', root) for part in parts)
            visible = set(text.splitlines())
            lines = enumerate(program.source.splitlines(), 1)
            hidden = (n for n, line in lines if line.strip() and line not in visible)
            if not parts:
                yield Problem(program.path, None, f"no page in docs/{language} shows it")
            elif line := next(hidden, None):
                yield program.at(line, f"docs/{language} shows the program without this line")
            else:
                for suffix, shown in ((".out", includes), (".svg", figures)):
                    path = program.path.removesuffix(".py") + suffix
                    if (root / path).exists() and path not in shown:
                        yield Problem(path, None, f"no page in docs/{language} shows it")


if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m verify.guards", description=__doc__).parse_args()
    found = check_pages()
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{sum(1 for _ in ROOT.glob('docs/*/**/*.md'))} pages: nothing wrong")
    sys.exit(bool(found))
