"""Says where in a page's source a text stands, for messages that fail the build."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page


def build_error(text: str, message: str, page: Page, config: MkDocsConfig) -> PluginError:
    """Return the error `message`, led by the file and line where `text` first stands in `page`."""
    path = Path(page.file.abs_src_path or page.file.src_uri)
    before, found, _ = path.read_text(encoding="utf-8").partition(text)
    name = path.relative_to(Path(config.config_file_path).parent).as_posix()
    line = f":{before.count(chr(10)) + 1}" if found else ""
    return PluginError(f"{name}{line}: {message}")
