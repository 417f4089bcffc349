"""Holds the pages to what they promise, from their sources alone, within seconds."""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from verify import ROOT, Problem
from verify.agreement import Pages, check_languages_agree
from verify.pages import (
    HEADING,
    LANGUAGES,
    Page,
    expand,
    programs_for,
    read_page,
    read_pages,
)
from verify.programs import Program, find_programs, read_text
from verify.questions import faults, line_at

OUTSIDE_THE_SITE = ("README.md", "CONTRIBUTING.md")
DECIMAL = re.compile(r"(?<![A-Za-z0-9_.])(?<![A-Za-z]-)\d*\.\d+(?!\d|\.\d)")
VERSIONS = {"3.11", "4.0"}  # the oldest Python, the Creative Commons licence
TITLE = re.compile(r"\A---\ntitle: (.*)$", re.M)
# Where links lead, tags, attributes.
NOT_PROSE = re.compile(r"\]\([^)]*\)|</?[a-zA-Z!][^>]*>|\{(?:[:#.]|[\w-]+=)[^}]*\}")
UNHELD = "an output that follows no program is not compared; put it below that, or call it text"
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
        *check_numbers(every_page),
        *check_questions(every_page),
        *check_changelog(every_page),
        *check_titles(every_page),
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


def check_numbers(pages: list[Page]) -> Iterator[Problem]:
    """Every decimal number in prose stands in a program or an output of the same page.

    The exceptions are what a reader may wrongly guess, and a few versions.
    """
    for page in pages:
        shown = {n for fence in page.fences for n in DECIMAL.findall(fence.source)} | VERSIONS
        guesses = {
            choice.line
            for question in page.questions
            for choice in question.choices
            if choice.number or not choice.is_right
        }
        for number, line in enumerate(page.prose.split("\n"), 1):
            decimals = DECIMAL.findall(NOT_PROSE.sub(" ", line)) if number not in guesses else []
            for decimal in decimals:
                if decimal not in shown:
                    message = f"{decimal} stands in no program or output of this page; mend it, "
                    yield Problem(page.path, number, message + "or let a program print it")


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


def check_no_orphans(pages: Pages, programs: list[Program], root: Path) -> Iterator[Problem]:
    """Both languages show every program, every line of it, with its output and its figure.

    A program may print what an explorable shows, instead of standing on a page. No output and no
    figure is left of a program that is gone.
    """
    for file in sorted(root.glob("snippets/**/*")):
        if file.suffix in (".out", ".svg") and not file.with_suffix(".py").exists():
            yield Problem(str(file.relative_to(root)), None, "no program makes it; delete it")
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
