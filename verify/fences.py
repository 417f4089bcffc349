"""Makes pytest-markdown-docs run each fence as the reader copies it and compare what it prints.

The plugin finds the fences; here they are expanded, found inside `!!!`, `???` and `===` as well,
run in the engine's isolated processes, and held to the output block that follows them.
"""

import functools
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from pytest_markdown_docs.definitions import FenceTestDefinition
from pytest_markdown_docs.plugin import MarkdownInlinePythonItem

# The plugin offers no public way to replace how it runs a fence.
from pytest_markdown_docs._runners import DefaultRunner, register_runner  # isort: skip

from verify import ROOT, Problem
from verify.compare import difference, lines_agree, merge
from verify.pages import Fence, Page, expand, parser, read_page
from verify.programs import Program
from verify.run import Result, Runner

_results: dict[str, Result] = {}  # by source: both languages show the same programs


@pytest.hookimpl(tryfirst=True)  # before the plugin's own answer
def pytest_markdown_docs_markdown_it() -> MarkdownIt:
    """The parser by which the plugin finds the fences and their code."""

    def expand_includes(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "fence" and "--8<--" in token.content:
                token.content = expand(token.content, ROOT)

    markdown_it = parser()
    markdown_it.core.ruler.push("includes", expand_includes)
    return markdown_it


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave notebooks out: their cells need each other, and the build runs them."""
    is_notebook = collection_path.suffix == ".md" and _page(collection_path).is_notebook
    return True if is_notebook else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Run all fences of the session side by side, before the tests look at what they gave."""
    programs: dict[str, Program] = {}
    for item in session.items:
        if isinstance(item, MarkdownInlinePythonItem):
            page, fence = _find(item.test_definition)
            for program in _runs(page, fence):
                programs.setdefault(program.source, program)
    for program, result in Runner().run(programs.values()):
        _results[program.source] = result


@register_runner(default=True)
class CopiedFenceRunner(DefaultRunner):
    """Holds a fence to the output block that follows it."""

    def runtest(self, test: FenceTestDefinition, args: Any, *, asyncio_runner: Any = None) -> None:
        """Raise Problem if the fence fails, or prints what its page does not show."""
        page, fence = _find(test)
        assert test.source.endswith(fence.source), "the plugin and the engine read different code"
        outputs = []
        for program in _runs(page, fence):
            result = _results[program.source]
            if result.problems:
                raise result.problems[0]
            outputs.append(result.output)
        printed = outputs[-1].removeprefix(outputs[0]) if len(outputs) == 2 else outputs[0]
        block = page.output_of(fence)
        if block is None:
            if printed:
                message = f"prints what no output block shows:\n{printed}"
                raise Problem(page.path, fence.line, message)
            return
        shown = merge(block.source, printed, lines_agree)
        if shown != block.source:
            line, diff = difference(block.source, shown)
            raise Problem(page.path, block.line + line, f"the program prints otherwise\n{diff}")

    def repr_failure(self, test: Any, excinfo: pytest.ExceptionInfo[Any], style: Any = None) -> str:
        """The problem alone; the plugin's traceback would end in this file."""
        if isinstance(excinfo.value, Problem):
            return str(excinfo.value)
        return str(excinfo.getrepr(style="short"))


@functools.cache
def _page(path: Path) -> Page:
    return read_page(path, ROOT)


def _find(test: FenceTestDefinition) -> tuple[Page, Fence]:
    """The fence that the plugin calls by the line its code begins at."""
    page = _page(test.source_path)
    return page, next(fence for fence in page.fences if fence.line == test.start_line)


def _runs(page: Page, fence: Fence) -> list[Program]:
    """What to run for a fence: it alone; or what it continues, and that with it."""
    title = fence.options.get("title", "fence.py").removesuffix(".py")
    name = f"{Path(page.path).stem}/{title}"
    before = page.run_before(fence)
    literal = () if fence.includes else tuple(range(fence.line + 1, 10_000))
    lines = (fence.line,) * before.count("\n") + (literal or (fence.line,) * 10_000)
    whole = Program(name, page.path, before + fence.source, lines)
    return [Program(name, page.path, before, lines), whole] if before else [whole]
