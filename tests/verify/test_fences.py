"""The fences of a page are run as copied: pytest runs in a scratch repository and is watched."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verify.conftest import PAGE, Scratch
from verify import ROOT

COMMAND = ["-m", "pytest", "-q", "-p", "verify.fences", "--markdown-docs", "--no-header"]
COMMAND += ["--markdown-docs-syntax=superfences", "-p", "no:cacheprovider", "docs", "README.md"]

CONTINUED = """\
```python
a = 20
print("a is", a)
```

```{.text .output}
a is 20
```

```{.python continuation title="x.py"}
print(a + 1)
```

```{.text .output}
21
```
"""


def pytest_in(root: Path) -> subprocess.CompletedProcess[str]:
    shutil.copytree(ROOT / "verify", root / "verify")
    return subprocess.run([sys.executable, *COMMAND], cwd=root, capture_output=True, text=True)


def test_fences_of_both_languages_and_the_readme_are_run(scratch: Scratch) -> None:
    result = pytest_in(scratch({"README.md": "```python\n1 + 1\n```\n", "docs/en/c.md": CONTINUED}))
    assert result.returncode == 0, result.stdout
    assert "5 passed" in result.stdout


def test_a_fault_of_the_korean_page_is_told_of_it(scratch: Scratch) -> None:
    failing = "\n```python\na = 1\n1 / 0\n```\n"
    pages = {"docs/en/c.md": "# C" + failing, "docs/ko/c.md": "# C\n\nMore." + failing}
    result = pytest_in(scratch({"README.md": "", **pages}))
    assert "docs/en/c.md:4: ZeroDivisionError" in result.stdout
    assert "docs/ko/c.md:6: ZeroDivisionError" in result.stdout


def test_the_cells_of_a_notebook_are_left_to_the_build(scratch: Scratch) -> None:
    cells = "```python\nfrom_the_cell_above + 1\n```\n"
    notebook = f"---\ntitle: Book\nnotebook: true\n---\n\n{cells}"
    result = pytest_in(scratch({"README.md": "notebook: true\n", "docs/en/book.md": notebook}))
    assert result.returncode == 0, result.stdout
    assert "2 passed" in result.stdout


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param(
            PAGE + "\n!!! note\n\n    ```python\n    1 / 0\n    ```\n",
            ["docs/en/page.md:20: ZeroDivisionError: division by zero"],
            id="fails inside an admonition",
        ),
        pytest.param(
            PAGE + '\n=== "Tab"\n\n    ```python\n    print(1)\n    ```\n',
            ["docs/en/page.md:19: prints what no output block shows:\n1"],
            id="prints unseen inside a tab",
        ),
        pytest.param(
            PAGE.replace('--8<-- "snippets/page/sum.out"', "4 0.5"),
            ["docs/en/page.md:14: the program prints otherwise", "-4 0.5", "+4 0.125"],
            id="prints otherwise",
        ),
        pytest.param(
            CONTINUED.replace("\n21\n", "\n22\n"),
            ["docs/en/page.md:15: the program prints otherwise", "-22", "+21"],
            id="continues to another output",
        ),
        pytest.param(
            CONTINUED.replace(" continuation", ""),
            ["docs/en/page.md:11: NameError: name 'a' is not defined"],
            id="does not say that it continues",
        ),
    ],
)
def test_a_planted_fault_is_told_by_its_place(
    scratch: Scratch, text: str, messages: list[str]
) -> None:
    result = pytest_in(scratch({"README.md": "", "docs/en/page.md": text}))
    assert result.returncode == 1
    for message in messages:
        assert message in result.stdout
