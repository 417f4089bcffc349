"""Marks the messages that programs print, for only these may be broken into several lines."""

import re

from markdown import Extension, Markdown

from builder.markdown import Rewrite

OUTPUT = re.compile(r'(<div class="[^"]*\boutput\b[^"]*"><pre>.*?<code>)(.*?)(?=</code>)', re.S)
# A line that names an error or a warning, or what is spoken of, and is a sentence.
MESSAGE = re.compile(r"^(?:[\w.]*(?:Error|Warning|Exception): .*|[\w.]+: .*\.)$", re.M)


class Outputs(Extension):
    """Knows blocks of the class `output`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what marks the messages."""
        md.postprocessors.register(Rewrite(md, marked), "outputs", 0)


def marked(text: str) -> str:
    """Return HTML with its messages marked; other lines may be rows of a table."""
    return OUTPUT.sub(
        lambda output: output[1] + MESSAGE.sub(r'<span class="message">\g<0></span>', output[2]),
        text,
    )


def makeExtension(**given: object) -> Outputs:
    """Return the extension, for its name in a configuration."""
    return Outputs(**given)
