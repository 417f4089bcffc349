"""Runs the notebooks of exercises through mkdocs-jupyter, and offers them with what checks them.

A page is a notebook if its front matter says so. Its Python fences are the cells, but for those
folded away; what they print stands below them on the page, which is then drawn like any other.
"""

import html
import json
import os
import re
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from builder.cache import kept
from builder.edition import Edition, Source
from builder.stage.files import packages
from verify import Problem
from verify.isolation import environment
from verify.pages import Page, escape, expand

CHECKS = "exercises/checks.py"
TEMPLATES = Path(__file__).parent / "templates"
DRAWN = re.compile(r'<pre id="drawn">(.*?)</pre>', re.S)
MARKDOWN = re.compile(r'<pre id="markdown">(.*?)</pre>', re.S)
TIME_LIMIT = 120  # seconds a cell; none needs a tenth of it, but machines are shared
# mkdocs-jupyter reads this from a file; without the argument a kernel warns of its transport.
SETTINGS = {"NotebookClient": {"timeout": TIME_LIMIT, "extra_arguments": ["--log-level=ERROR"]}}
KERNEL = {"name": "python3", "language": "python", "display_name": "Python 3"}
# Where Jupyter keeps what is the user's own; a build neither reads nor writes it.
DIRECTORIES = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")


def with_outputs(source: Source, text: str, edition: Edition) -> str:
    """Return the text of a notebook with what its cells print, from the cache if nothing changed.

    Raises Problem for a cell that fails or draws.
    """
    known = [package.partition("==")[0] for package in packages(edition.root)]
    text, own_checks = expand(text, edition.root), checks(edition)
    parts = [text, own_checks, (TEMPLATES / "mkdocs_html/notebook.html.j2").read_text()]
    parts += [sys.version, *map(version, ["mkdocs-jupyter", "nbconvert", "jupytext", *known])]
    return kept(
        edition.root / ".notebook_cache",
        f"{edition.language}-{source.stem}",
        parts,
        lambda: execute(text, own_checks, source.page),
    )


def checks(edition: Edition) -> str:
    """Return the file of checks, speaking the language of the pages; nothing if there is none."""
    path = edition.root / CHECKS
    if not path.exists():
        return ""
    language = f'LANGUAGE = "{edition.language}"'
    text, count = re.subn(r'^LANGUAGE = ".*"$', language, path.read_text("utf-8"), flags=re.M)
    if count != 1:
        raise Problem(CHECKS, None, f'has {count} lines like LANGUAGE = "en", not one')
    return text


def execute(text: str, checks: str, page: Page) -> str:
    """Run a notebook written in Markdown, and return it with what its cells print.

    What runs it is imported here, for it takes a second and is seldom needed.
    """
    import jupytext
    import mkdocs_jupyter.config
    from mkdocs_jupyter.convert import nb2html
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    mkdocs_jupyter.config.settings.templates_dir = str(TEMPLATES)
    notebook = jupytext.reads(text, fmt="md")
    notebook.metadata["kernelspec"] = KERNEL
    with TemporaryDirectory() as directory:
        Path(directory, "checks.py").write_text(checks, encoding="utf-8")
        Path(directory, "jupyter_nbconvert_config.json").write_text(json.dumps(SETTINGS))
        path = f"{directory}/{Path(page.path).stem}.ipynb"
        jupytext.write(notebook, path)
        try:
            known = environment() | dict.fromkeys(DIRECTORIES, directory)
            del known["MPLBACKEND"]  # so that what a cell draws is seen
            with mock.patch.dict(os.environ, known, clear=True):
                output = nb2html(path, execute=True, allow_errors=False)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            what = str(error).partition("\n")[0]
            if name := getattr(error, "ename", ""):
                what = f"{name}: {getattr(error, 'evalue', '')}"
            raise failure(what, str(error), page) from error
    if drawn := DRAWN.search(output):
        message = "draws, which no page of exercises shows; show it by a program of snippets/"
        raise failure(message, html.unescape(drawn[1]), page)
    found = MARKDOWN.search(output)
    assert found
    return escape(html.unescape(found[1]))


def failure(what: str, seen: str, page: Page) -> Problem:
    """Return what says which cell failed, by its code, which was seen, and how."""
    cells = [fence for fence in page.fences if fence.language == "python"]
    for number, cell in enumerate(cells, 1):
        if cell.source.strip() in seen:
            return Problem(page.path, cell.line, f"cell {number} of this notebook: {what}")
    return Problem(page.path, None, f"this notebook: {what}")
