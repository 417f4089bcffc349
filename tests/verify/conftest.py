"""A scratch repository in which a test plants its fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from verify.programs import find_programs
from verify.run import Result, Runner

PAGE = """\
---
title: Page
---

# Page

Two and two make four, and $2 + 2 = 4$. [Read on](page.md).

```python title="sum.py"
--8<-- "snippets/page/sum.py"
```

```{.text .output .no-copy}
--8<-- "snippets/page/sum.out"
```
"""

Scratch = Callable[[dict[str, str]], Path]


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """Write a sound little repository, with the files given laid over it, and return its root."""

    def make(files: dict[str, str]) -> Path:
        sound = {
            "pyproject.toml": "[tool.verify.allowed-numbers]\n",
            "docs/en/page.md": PAGE,
            "docs/ko/page.md": PAGE.replace("make four", "넷입니다").replace(
                "# Page", "# Page {#page}"
            ),
            "snippets/page/sum.py": "print(2 + 2, 0.125)\n",
            "snippets/page/sum.out": "4 0.125\n",
        }
        for name, text in (sound | files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run one program and return its result."""

    def run_one(source: str, name: str = "page/program", time_limit: float = 30) -> Result:
        path = tmp_path / "snippets" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        programs, problems = find_programs(tmp_path)
        assert not problems
        return next(r for p, r in Runner(time_limit).run(programs) if p.name == name)

    return run_one
