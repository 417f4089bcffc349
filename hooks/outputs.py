"""Marks the messages that programs print, for only these may be broken into several lines."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

OUTPUT = re.compile(r'(<div class="[^"]*\boutput\b[^"]*"><pre>.*?<code>)(.*?)(?=</code>)', re.S)
# A line that names an error or a warning, or what is spoken of, and is a sentence.
MESSAGE = re.compile(r"^(?:[\w.]*(?:Error|Warning|Exception): .*|[\w.]+: .*\.)$", re.M)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Mark the messages in all outputs of a page; other lines may be rows of a table."""
    return OUTPUT.sub(marked, content)


def marked(output: re.Match[str]) -> str:
    """Return an output with its messages marked."""
    return output[1] + MESSAGE.sub(r'<span class="message">\g<0></span>', output[2])
