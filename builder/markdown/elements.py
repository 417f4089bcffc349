"""Lets a custom element, whose name has a hyphen, stand as it is between empty lines."""

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

BEGINNING = re.compile(r"<([a-z]+-[\w-]+)[ >]")


class Elements(Extension):
    """Makes custom elements blocks, as `div` is one, so that nothing in them is Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what finds the names, before raw HTML is looked for."""
        md.preprocessors.register(Names(md), "elements", 25)


class Names(Preprocessor):
    """Adds the elements that begin a line to those that are blocks."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they are."""
        found = {match[1] for line in lines if (match := BEGINNING.match(line))}
        self.md.block_level_elements += sorted(found.difference(self.md.block_level_elements))
        return lines


def makeExtension(**given: object) -> Elements:
    """Return the extension, for its name in a configuration."""
    return Elements(**given)
