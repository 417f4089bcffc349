"""A scratch repository in which a test plants its fault."""

import contextlib
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from verify.outcome import Result
from verify.programs import find_programs
from verify.run import run_programs, server

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


MARK = f"/no/{uuid.uuid4().hex}"  # tells what these tests start from other checks on the machine


@pytest.fixture(scope="module")
def marked() -> Iterator[None]:
    """Mark all that programs start, and not the browser that other tests have open."""
    before = os.environ["PATH"]  # which programs are told
    os.environ["PATH"] += os.pathsep + MARK
    server.cache_clear()
    yield
    server().close()
    server.cache_clear()
    os.environ["PATH"] = before


def processes_of_runs() -> list[psutil.Process]:
    """What marked programs started, but for the server, a child of this process."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            known = process.environ().get("PATH", "")
            if MARK in known and process.ppid() != os.getpid():
                found.append(process)
    return found


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """Write a sound little repository, with the files given laid over it, and return its root."""

    def make(files: dict[str, str]) -> Path:
        sound = {
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
        return next(r for p, r in run_programs(programs, time_limit) if p.name == name)

    return run_one
