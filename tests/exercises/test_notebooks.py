"""The notebooks ask for every task alike, run, and lead to the pages they are about and back."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.exercises.notebooks import TASKS, notebooks, run, unknown_names
from verify import ROOT
from verify.pages import read_pages


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_notebook_asks_for_each_task_in_the_same_way(language: str) -> None:
    found = []
    for page in notebooks(language):
        cells = [fence for fence in page.fences if fence.language == "python"]
        for stub, check, solution in zip(cells[1::3], cells[2::3], cells[3::3], strict=True):
            task = stub.source.removeprefix("def ").partition("(")[0]
            assert stub.includes == (f"exercises/{task}.py:stub",)
            assert check.source == f"checks.{task}({task})\n"
            assert solution.includes == (f"exercises/{task}.py:solution",)
            lines = page.prose.split("\n")
            folds = re.findall(r"^\?\?\? (\w+)", "\n".join(lines[stub.line : solution.line]), re.M)
            assert folds == ["question", "question", "success"], task
            found.append(task)
        numbers = re.findall(r'^\?\?\? question ".+ (\d)"', page.prose, re.M)
        assert numbers == ["1", "2"] * (len(cells) // 3)
    assert sorted(found) == TASKS


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_code_of_a_hint_has_no_unknown_name(language: str) -> None:
    for page in notebooks(language):
        assert list(unknown_names(page)) == [], page.path
        planted = re.sub(r'(\?\?\? question ".+"\n\n    )', r"\1`F.lost(z)` ", page.prose, count=1)
        assert list(unknown_names(replace(page, prose=planted))) == ["lost"]


def test_a_notebook_runs_from_top_to_bottom() -> None:
    for page in notebooks("en"):
        space: dict[str, Any] = {}
        for fence in page.fences:
            printed = run(fence.source, space)
            assert not printed or "not begun" in printed


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_with_programs_leads_to_a_task_that_leads_back(language: str) -> None:
    pages, _ = read_pages(ROOT, language)
    tasks = {
        f"{name}#{heading.text.partition(' ')[2]}": {
            link.text.partition("#")[0]
            for link in page.links
            if heading.line < link.line < following.line
        }
        for name, page in pages.items()
        if page.is_notebook
        for heading, following in zip(page.headings[1:], page.headings[2:], strict=False)
    }
    assert len(tasks) == len(TASKS)
    about = {path.parent.name for path in (ROOT / "snippets").glob("*/*.py")}
    for topic in about - {"checking", "glossary"}:
        targets = {link.text for link in pages[f"{topic}.md"].links} & tasks.keys()
        assert targets, f"{topic}.md leads to no exercise"
        assert any(f"{topic}.md" in tasks[target] for target in targets), f"none leads to {topic}"
