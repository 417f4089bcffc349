"""Keeps together in one line what is read as one, and says where a long name may be broken."""

import re
import xml.etree.ElementTree as ET

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NO_BREAK_SPACE, WORD_JOINER = "\xa0", "\u2060"
# The space between a number and its sign, function or unit, and between an arrow and its link.
BOUND = re.compile(
    r"(?:^|(?<=\S))[ \n](?=[=×≈][ \n])|(?<=[=×≈])[ \n](?=[−\d])|(?<=\bln)[ \n](?=\d)"
    r"|(?<=\d)[ \n](?=(?:µs|ms|[kMG]?B)\b)|(?<=→)[ \n]"
)
PARTICLE = re.compile(r"(?<=[)\]”’])(?=[가-힣])")  # browsers would begin a line with it
LONG_NAME, SHORT_CODE = 20, 24  # characters; the first is a third of a phone's line
PARTS = re.compile(r"(?<=\w[._])(?=\w)")


class LineBreaker(Treeprocessor):
    """Changes the spaces of all text but headings, whose anchors are made of it, and marks code."""

    def run(self, root: ET.Element) -> None:
        """Go through the page."""
        self.enter(root)

    def enter(self, element: ET.Element, is_in_table: bool = False) -> None:
        """Change the text in an element."""
        if element.tag in ("h1", "h2", "h3", "pre"):
            return
        is_in_table |= element.tag == "table"
        if element.tag == "code":
            self.mark(element, is_in_table)
        elif element.text and not isinstance(element.text, AtomicString):
            element.text = bound(element.text)
        for child in list(element):
            self.enter(child, is_in_table)
            if child.tail:
                child.tail = bound(child.tail)
                if child.tag == "code":
                    child.tail = re.sub("^(?=[가-힣])", WORD_JOINER, child.tail)

    def mark(self, code: ET.Element, is_in_table: bool) -> None:
        """Keep short code whole; let a long name be broken after a dot or an underscore.

        In the narrow columns of a table each name is long.
        """
        text = code.text or ""
        if len(text) <= SHORT_CODE and re.search(r"[ -]", text):
            code.set("class", "whole")
        elif is_in_table or (
            len(text) > SHORT_CODE and any(len(word) > LONG_NAME for word in text.split())
        ):
            first, *rest = PARTS.split(text)
            code.text = AtomicString(first)
            for part in rest:
                ET.SubElement(code, "wbr").tail = AtomicString(part)


def bound(text: str) -> str:
    """Return text with what no line may end in."""
    return PARTICLE.sub(WORD_JOINER, BOUND.sub(NO_BREAK_SPACE, text))
