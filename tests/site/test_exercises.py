"""A page that is a notebook shows what its cells print, or the build fails and says where."""

from importlib.metadata import version

import pytest
from bs4 import BeautifulSoup

from builder.stage import exercises
from tests.site.tiny import TinySite
from verify import Problem
from verify.pages import read_page

NOTEBOOK = """\
---
title: Notebook
description: A notebook of a test.
notebook: true
---

# Heading

A formula, $x^2$, and a [link](index.md#heading).

```python
import checks

one = 1
```

??? question "Hint"

    ```python
    one = 2
    ```

```python
checks.value(one)
```
"""
CHECKS = """\
import os

LANGUAGE = "en"


def value(one):
    print({"en": "one <", "ko": "하나 <"}[LANGUAGE], one, os.getpid())
"""


@pytest.fixture
def notebook(site: TinySite) -> TinySite:
    site.write("exercises/checks.py", CHECKS)
    for language in ("en", "ko"):
        site.write(f"docs/{language}/other.md", NOTEBOOK)
    return site


def outputs(site: TinySite, path: str) -> list[str]:
    html = BeautifulSoup(site.read(f"{path}other/index.html"), "html.parser")
    return [block.get_text() for block in html.select("div.output pre")]


def test_cells_are_run_once_and_again_when_something_changed(notebook: TinySite) -> None:
    notebook.build()
    first = [outputs(notebook, path) for path in ("", "ko/")]
    assert [shown.split()[:3] for (shown,) in first] == [["one", "<", "1"], ["하나", "<", "1"]]
    assert notebook.read("checks.py") == CHECKS
    assert notebook.read("ko/checks.py") == CHECKS.replace('"en"', '"ko"', 1)
    page = BeautifulSoup(notebook.read("other/index.html"), "html.parser")
    assert len(page.select("div.language-python")) == 3
    assert len(page.select("details div.language-python")) == 1
    assert page.select("article math")
    assert first[0][0] in notebook.read("other.md")

    notebook.page("index", "Another text.")
    notebook.build()
    assert [outputs(notebook, path) for path in ("", "ko/")] == first
    notebook.write("exercises/checks.py", CHECKS + "\n")
    notebook.build("en")
    assert outputs(notebook, "") != first[0]
    assert outputs(notebook, "ko/") == first[1]
    assert len(list((notebook.root / ".notebook_cache").iterdir())) == 2


def test_a_cell_that_fails_is_named(notebook: TinySite) -> None:
    for language in ("en", "ko"):
        text = NOTEBOOK.replace("checks.value(one)", "1 / 0")
        notebook.write(f"docs/{language}/other.md", text)
    said = "docs/en/other.md:23: cell 3 of this notebook: ZeroDivisionError: division by zero"
    assert said in notebook.faults()
    assert not notebook.site.exists()


def test_cells_are_run_again_when_a_package_changed(
    notebook: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook.build("en")
    first = outputs(notebook, "")
    newer = {"torch": "99.0"}
    name = f"{exercises.__name__}.version"
    monkeypatch.setattr(name, lambda package: newer.get(package) or version(package))
    notebook.build("en")
    assert outputs(notebook, "") != first


def test_a_cell_that_draws_is_named(notebook: TinySite) -> None:
    text = "import matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()"
    notebook.write("docs/en/other.md", NOTEBOOK.replace("checks.value(one)", text))
    said = "docs/en/other.md:23: cell 3 of this notebook: draws, which no page of exercises shows"
    assert said in notebook.faults()


def test_an_escaped_include_is_shown_on_a_notebook_as_it_is_written(notebook: TinySite) -> None:
    include = '--8<-- "snippets/other/bars.out"'
    notebook.write("docs/en/other.md", f"{NOTEBOOK}\n```text\n;{include}\n```\n")
    notebook.build("en")
    assert include in BeautifulSoup(notebook.read("other/index.html"), "html.parser").get_text()
    assert include in notebook.read("other.md")


def test_a_cell_that_never_ends_is_named(
    notebook: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(exercises.SETTINGS["NotebookClient"], "timeout", 1)
    text = NOTEBOOK.replace("one = 1", "while True:\n    pass")
    notebook.write("docs/en/other.md", text)
    page = read_page(notebook.root / "docs/en/other.md", notebook.root)
    with pytest.raises(Problem) as fault:
        exercises.execute(text, CHECKS, page)
    said = "docs/en/other.md:11: cell 1 of this notebook: A cell timed out"
    assert str(fault.value).startswith(said)


def test_checks_that_name_no_language_are_told(notebook: TinySite) -> None:
    notebook.write("exercises/checks.py", CHECKS.replace("LANGUAGE = ", "SPOKEN = "))
    said = 'exercises/checks.py: has 0 lines like LANGUAGE = "en", not one'
    assert said in notebook.faults()
