"""Replaces `{{ programs }}` and the like in the text of a page by what the repository holds."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from hooks.source import build_error

# Code is matched first, so that a count's name inside it is left alone.
FENCE = r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,}).*?^(?P=indent)(?P=fence)[ ]*$"
CODE_OR_COUNT = re.compile(rf"{FENCE}|`[^`\n]+`|\{{\{{ (?P<name>\w+) \}}\}}", re.M | re.S)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the counts; an unknown name fails the build."""
    snippets = Path(config.config_file_path).parent / "snippets"

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name == "pages":
            return str(len(files.documentation_pages()))
        if name not in suffixes:
            known = ", ".join(["pages", *suffixes])
            raise build_error(
                match[0], f"unknown count {match[0]}; known are {known}", page, config
            )
        return str(len(list(snippets.glob(f"*/*{suffixes[name]}"))))

    suffixes = {"programs": ".py", "outputs": ".out", "figures": ".svg"}
    return CODE_OR_COUNT.sub(replace, markdown)
