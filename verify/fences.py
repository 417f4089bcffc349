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

from verify import ROOT, Problem
from verify.compare import difference, lines_agree, merge
from verify.containers import parser
from verify.outcome import Result
from verify.pages import Page, expand, read_page
from verify.programs import Program, find_programs, read_text
from verify.run import run_programs

# By source, for both languages show the same programs; lines are those of the source.
_results: dict[str, Result] = {}


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


@pytest.hookimpl(tryfirst=True)  # before any item is left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the engine's tests in place of the plugin's, which would run fences in this process."""
    for i, item in enumerate(items):
        if isinstance(item, MarkdownInlinePythonItem) and item.parent:
            test = item.test_definition
            items[i] = FenceItem.from_parent(item.parent, name=item.name, test=test)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Run side by side what is no program of snippets/, whose output the engine itself checks."""
    fences = [item for item in session.items if isinstance(item, FenceItem)]
    wanted = {program.source: program for item in fences for program in item.programs}
    for program in find_programs(ROOT)[0]:
        if wanted.pop(program.source, None):
            output = (ROOT / program.path).with_suffix(".out")
            _results[program.source] = Result(read_text(output, ROOT) if output.exists() else "")
    for program, result in run_programs(wanted.values()):
        _results[program.source] = result


class FenceItem(pytest.Item):
    """Holds a fence to the output block that follows it."""

    def __init__(self, *, test: FenceTestDefinition, **given: Any) -> None:
        super().__init__(**given)
        self.page = _page(test.source_path)
        # The plugin calls a fence by the line its code begins at.
        self.fence = next(f for f in self.page.fences if f.line == test.start_line)
        assert test.source.endswith(self.fence.source), "the plugin reads other code"
        self.before = self.page.run_before(self.fence)

    @property
    def programs(self) -> list[Program]:
        """What to run for the fence: it alone; or what it continues, and that with it."""
        title = self.fence.options.get("title", "fence.py").removesuffix(".py")
        name = f"{self.path.stem}/{title}"
        sources = filter(None, [self.before, self.before + self.fence.source])
        return [Program(name, "", text, range(1, text.count("\n") + 1)) for text in sources]

    def runtest(self) -> None:
        """Raise Problem if the fence fails, or prints what its page does not show."""
        outputs = [""]
        for program in self.programs:
            result = _results[program.source]
            for problem in result.problems:
                line = 0 if self.fence.includes else (problem.line or 0) - self.before.count("\n")
                raise Problem(self.page.path, self.fence.line + max(line, 0), problem.message)
            outputs.append(result.output)
        printed = outputs[-1].removeprefix(outputs[-2])
        block = self.page.output_of(self.fence)
        if block is None:
            if printed:
                message = f"prints what no output block shows:\n{printed}"
                raise Problem(self.page.path, self.fence.line, message)
            return
        shown = merge(block.source, printed, lines_agree)
        if shown != block.source:
            line, diff = difference(block.source, shown)
            message = f"the program prints otherwise\n{diff}"
            raise Problem(self.page.path, block.line + line, message)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[Any], style: Any = None) -> str:
        """The problem alone; a traceback would end in this file."""
        if isinstance(excinfo.value, Problem):
            return str(excinfo.value)
        return str(excinfo.getrepr(style="short"))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the fence stands."""
        return self.path, self.fence.line - 1, self.name


@functools.cache
def _page(path: Path) -> Page:
    return read_page(path, ROOT)
