"""The notebooks of exercises as a learner meets them, cell by cell."""

import builtins
import contextlib
import functools
import io
import keyword
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import torch
import torch.nn.functional as F

from exercises import checks
from verify import ROOT
from verify.pages import Page, read_pages

TASKS = sorted(path.stem for path in (ROOT / "exercises").glob("*.py") if path.stem != "checks")
sys.modules["checks"] = checks  # as a notebook imports it
HINT = re.compile(r'^\?\?\? question ".+? \d"\n((?:    .*\n|\n)+)', re.M)
CODE = re.compile(r"`([^`\n]+)`")
NAME = re.compile(r"[A-Za-z_]\w+")
HANGUL = re.compile("[가-힣]")


@functools.cache
def notebooks(language: str) -> tuple[Page, ...]:
    """Return the notebooks of a language."""
    pages, problems = read_pages(ROOT, language)
    assert not problems
    return tuple(page for page in pages.values() if page.is_notebook)


def section(task: str, name: str) -> str:
    """Return the source of a section, stub or solution, of a task."""
    text = (ROOT / "exercises" / f"{task}.py").read_text(encoding="utf-8")
    found = re.search(rf"\[start:{name}\]\n(.*?)# --8<-- \[end:{name}\]", text, re.S)
    assert found, f"exercises/{task}.py has no section {name}"
    return found[1]


def defined(task: str, name: str) -> Callable[..., Any]:
    """Return the function that a section defines after the first cell of its notebook."""
    page = next(page for page in notebooks("en") if f"checks.{task}({task})" in str(page.fences))
    space: dict[str, Any] = {}
    run(page.fences[0].source, space)
    run(section(task, name), space)
    function: Callable[..., Any] = space[task]
    return function


def run(cell: str, space: dict[str, Any]) -> str:
    """Run a cell and return what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(cell, "<cell>", "exec"), space)
    return printed.getvalue()


def said(task: str, yours: Any, language: str = "en") -> str:
    """Return what the check of a task says, without the name of the task."""
    with mock.patch.object(checks, "LANGUAGE", language):
        printed = run(f"import checks\nchecks.{task}(yours)", {"yours": yours})
    assert printed.startswith(f"{task}: ")
    assert printed.endswith("\n")
    assert printed.count("\n") == 1, printed
    assert bool(HANGUL.search(printed)) == (language == "ko"), printed
    return printed.removeprefix(f"{task}: ").strip()


def assert_told_apart(task: str, wrong: dict[str, Callable[..., Any]]) -> None:
    """Hold the check of a task to a message of its own for each wrong solution.

    `wrong` has the solutions by words of the messages that they must get.
    """
    assert len(wrong) >= 5, f"{task} has {len(wrong)} wrong solutions"
    for language in ("en", "ko"):
        messages = {words: said(task, function, language) for words, function in wrong.items()}
        told = list(messages.values())
        repeated = [f"{words}: {text}" for words, text in messages.items() if told.count(text) > 1]
        assert not repeated, "one message for several mistakes:\n" + "\n".join(repeated)
        if language == "en":
            others = [f"{words}: {text}" for words, text in messages.items() if words not in text]
            assert not others, "another message than expected:\n" + "\n".join(others)


def unknown_names(page: Page) -> Iterator[str]:
    """Yield the names in the code of the hints of a notebook that neither it nor PyTorch has.

    Its own are those of its tasks' files and of the code that it shows.
    """
    known = {*dir(builtins), *dir(torch), *dir(torch.nn), *dir(F), *dir(torch.Tensor)}
    known |= {*dir(torch.nn.Module), *keyword.kwlist}
    for task in TASKS:
        if f"checks.{task}({task})" in str(page.fences):
            known |= set(NAME.findall((ROOT / f"exercises/{task}.py").read_text("utf-8")))
    for hint in HINT.findall(page.prose):
        for code in CODE.findall(hint):
            yield from (name for name in NAME.findall(code) if name not in known)
