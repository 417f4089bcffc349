"""Marks the messages that programs print, for only these may be broken into several lines."""

import re

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

OUTPUT = re.compile(r'(<div class="[^"]*\boutput\b[^"]*"><pre>.*?<code>)(.*?)(?=</code>)', re.S)
# A line that names an error or a warning, or what is spoken of, and is a sentence.
MESSAGE = re.compile(r"^(?:[\w.]*(?:Error|Warning|Exception): .*|[\w.]+: .*\.)$", re.M)


class Outputs(Extension):
    """Knows blocks of the class `output`."""

    # The name is that of Python-Markdown.
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register what marks the messages."""
        md.postprocessors.register(Messages(md), "outputs", 0)


class Messages(Postprocessor):
    """Marks messages; other lines may be rows of a table."""

    def run(self, text: str) -> str:
        """Return the HTML with its messages marked."""
        return OUTPUT.sub(
            lambda output: (
                output[1] + MESSAGE.sub(r'<span class="message">\g<0></span>', output[2])
            ),
            text,
        )


def makeExtension(**given: object) -> Outputs:  # noqa: N802
    """Return the extension, for its name in a configuration."""
    return Outputs(**given)
