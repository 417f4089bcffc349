"""Expands `--8<--` includes as the pages do, for what is published beside the pages."""

from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig


def expand(text: str, config: MkDocsConfig) -> str:
    """Return `text` with its includes replaced, and without markers of sections."""
    name = "pymdownx.snippets"
    reader = markdown.Markdown(
        extensions=[name], extension_configs={name: config.mdx_configs[name]}
    )
    snippets: Any = reader.preprocessors["snippet"]
    return "\n".join(snippets.run(text.rstrip("\n").split("\n"))).rstrip("\n") + "\n"
