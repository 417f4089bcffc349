"""Runs the notebooks of exercises through mkdocs-jupyter, and offers them with what checks them.

A page is a notebook if its front matter says so. Its Python fences are the cells, but for those
folded away; what they print stands below them on the page, which is then drawn like any other.
"""

import hashlib
import html
import json
import os
import re
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from verify.pages import LANGUAGES, Fence, expand, read_page

CHECKS = "exercises/checks.py"
TEMPLATES = Path(__file__).parent / "templates"
MARKDOWN = re.compile(r'<pre id="markdown">(.*?)</pre>', re.S)
TIME_LIMIT = 120  # seconds a cell; none needs a tenth of it, but machines are shared
# mkdocs-jupyter reads this from a file; without the argument a kernel warns of its transport.
SETTINGS = {"NotebookClient": {"timeout": TIME_LIMIT, "extra_arguments": ["--log-level=ERROR"]}}


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish the checks, in the language of the pages."""
    if text := checks(config):
        files.append(File.generated(config, "checks.py", content=text))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page with what its cells print, from the cache if nothing changed."""
    if not page.meta.get("notebook"):
        return markdown
    root = Path(config.config_file_path).parent
    fences = agreeing_code(page, config, root)
    text = expand(markdown, root)
    parts = [text, checks(config), (TEMPLATES / "mkdocs_html/notebook.html.j2").read_text()]
    parts += [version(name) for name in ("mkdocs-jupyter", "nbconvert", "jupytext")]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    name = f"{config.theme['language']}-{page.file.name}"
    cached = root / ".notebook_cache" / f"{name}-{digest}.md"
    if not cached.exists():
        executed = execute(text, checks(config), fences, page, config)
        cached.parent.mkdir(exist_ok=True)
        for old in cached.parent.glob(f"{name}-*"):
            old.unlink(missing_ok=True)
        temporary = cached.with_suffix(f".{os.getpid()}")
        temporary.write_text(executed, encoding="utf-8")
        temporary.replace(cached)
    return cached.read_text(encoding="utf-8")


def checks(config: MkDocsConfig) -> str:
    """Return the file of checks, speaking the language of the pages; nothing if there is none."""
    path = Path(config.config_file_path).parent / CHECKS
    if not path.exists():
        return ""
    language = f'LANGUAGE = "{config.theme["language"]}"'
    text, count = re.subn(r'^LANGUAGE = ".*"$', language, path.read_text("utf-8"), flags=re.M)
    if count != 1:
        raise PluginError(f'{CHECKS}: has {count} lines like LANGUAGE = "en", not one')
    return text


def agreeing_code(page: Page, config: MkDocsConfig, root: Path) -> list[Fence]:
    """Return the Python fences of a page; fail the build where the other language differs."""
    there = {language: root / "docs" / language / page.file.src_uri for language in LANGUAGES}
    own = there.pop(str(config.theme["language"]))
    code = [fence for fence in read_page(own, root).fences if fence.language == "python"]
    for path in there.values():
        if not path.exists():
            continue  # MkDocs says so
        others = [fence for fence in read_page(path, root).fences if fence.language == "python"]
        for here, other in zip_longest(code, others):
            if not (here and other and here.source == other.source):
                place = f"{own.relative_to(root)}{f':{here.line}' if here else ''}"
                where = f"{path.relative_to(root)}{f':{other.line}' if other else ''}"
                raise PluginError(f"{place}: this notebook's code is not that of {where}")
    return code


def execute(text: str, checks: str, fences: list[Fence], page: Page, config: MkDocsConfig) -> str:
    """Run a notebook written in Markdown, and return it with what its cells print.

    What runs it is imported here, for it takes a second and is seldom needed.
    """
    import jupytext
    import mkdocs_jupyter.config
    from mkdocs_jupyter.convert import nb2html
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    mkdocs_jupyter.config.settings.templates_dir = str(TEMPLATES)
    notebook = jupytext.reads(text, fmt="md")
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "language": "python",
        "display_name": "Python 3",
    }
    with TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "checks.py").write_text(checks, encoding="utf-8")
        (directory / "jupyter_nbconvert_config.json").write_text(json.dumps(SETTINGS))
        path = str(directory / f"{page.file.name}.ipynb")
        jupytext.write(notebook, path)
        own = {"JUPYTER_CONFIG_DIR": name, "JUPYTER_RUNTIME_DIR": name, "IPYTHONDIR": name}
        try:
            with mock.patch.dict(os.environ, own):
                output = nb2html(path, execute=True, allow_errors=False)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise failure(error, fences, page, config) from error
    found = MARKDOWN.search(output)
    assert found
    return html.unescape(found[1])


def failure(error: Exception, fences: list[Fence], page: Page, config: MkDocsConfig) -> PluginError:
    """Return the error that says which cell failed, and how."""
    said = str(error)
    number, fence = next(
        ((n, fence) for n, fence in enumerate(fences, 1) if fence.source.strip() in said), (0, None)
    )
    reason = getattr(error, "ename", ""), getattr(error, "evalue", "")
    what = ": ".join(filter(None, reason)) or said.partition("\n")[0]
    source = Path(page.file.abs_src_path or "").relative_to(Path(config.config_file_path).parent)
    place = f"{source.as_posix()}{f':{fence.line}' if fence else ''}"
    return PluginError(f"{place}: cell {number} of this notebook fails: {what}")
