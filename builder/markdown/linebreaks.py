"""Keeps together in one line what is read as one, and says where a long name may be broken."""

import re
import xml.etree.ElementTree as ET

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NO_BREAK_SPACE, WORD_JOINER = "\xa0", "\u2060"
# What a number follows that is the name of a thing.
NAMES = ("class", "dimension", "epoch", "line", "row", "seed", "step", "version", "wish")
NAMES_KOREAN = ("버전", "시드", "에폭", "줄", "차원", "클래스")
NAMED = "|".join(rf"(?<=\b{name})" for name in NAMES)
NAMED += "".join(f"|(?<={name})" for name in NAMES_KOREAN)
# The space between a number and its sign, function, unit or name, in a fraction, before a version,
# and between an arrow and its link.
BOUND = re.compile(
    r"(?:^|(?<=\S))[ \n](?=[=×≈±+][ \n])|(?<=[=×≈±+])[ \n](?=[−\d(])|(?<=\bln)[ \n](?=\d)"
    rf"|(?:{NAMED}|(?<=\d분의))[ \n](?=\d)"
    r"|(?<=\w)[ \n](?=\d+\.\d+\.\d)"
    r"|(?<=\d)[ \n](?=(?:µs|ms|[kMG]?B|bits?|nats?)(?![A-Za-z])|%)|(?<=→)[ \n]"
)
TUPLE = re.compile(r"\([^()\s]{1,4}(?:,[ \n][^()\s]{1,4}){1,4}\)")  # a shape or a short vector
PARTICLE = re.compile(r"(?<=[)\]”’%°∞↑↓✓])(?=[가-힣])")  # browsers would begin a line with it
# Some browsers would end a line in the sign of an exponent, before the letter of "top-k", after
# that of "L-BFGS", or in a number of bits.
HYPHEN = re.compile(
    r"(?<=\de-)(?=\d)|(?<=[a-z]-)(?=[a-z](?![A-Za-z]))|(?<=\b[A-Z]-)(?=[A-Z])|(?<=\d-)(?=bit)"
)
LONG_NAME, SHORT_CODE = 20, 24  # characters; the first is a third of a phone's line
PARTS = re.compile(r"(?<=\w\w[._/])(?=\w)")  # F. would look like the end of a sentence
PARTS_IN_TABLE = re.compile(r"(?<=\w_)(?=\w)|(?<=\w{4}\.)(?=\w)|(?<=\w{6})(?=[A-Z][a-z]{4})")
SIGNED = re.compile(r"((?<![^ (])-+\w+)")  # some browsers would end a line in its sign


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
            return
        if element.text and not isinstance(element.text, AtomicString):
            element.text = bound(element.text)
        for child in list(element):
            self.enter(child, is_in_table)
            if child.tail:
                last = child[-1] if len(child) and not child[-1].tail else child
                is_code = "code" in (child.tag, last.tag)
                end = "%" if is_code else "".join(child.itertext())[-1:]
                child.tail = bound(end + child.tail)[len(end) :]

    def mark(self, code: ET.Element, is_in_table: bool) -> None:
        """Keep short code whole; let a long name be broken after a dot, an underscore or a slash.

        In the narrow columns of a table any name may be broken between its words. What is copied
        must run, so no joiner but an element holds a sign and what it stands before.
        """
        text = code.text or ""
        is_long = len(text) > SHORT_CODE and any(len(word) > LONG_NAME for word in text.split())
        if len(text) <= SHORT_CODE and re.search(r"[ -]", text):
            code.set("class", "whole")
        elif is_long or is_in_table:
            first, *rest = (PARTS if is_long else PARTS_IN_TABLE).split(text)
            code.text = AtomicString(first)
            for part in rest:
                ET.SubElement(code, "wbr").tail = AtomicString(part)
        else:
            first, *rest = SIGNED.split(text)
            code.text = AtomicString(first)
            for signed, after in zip(rest[::2], rest[1::2], strict=True):
                whole = ET.SubElement(code, "span", {"class": "whole"})
                whole.text, whole.tail = AtomicString(signed), AtomicString(after)


def bound(text: str) -> str:
    """Return text with what no line may end in."""
    text = BOUND.sub(NO_BREAK_SPACE, text)
    text = TUPLE.sub(lambda found: re.sub(r"\s", NO_BREAK_SPACE, found[0]), text)
    return HYPHEN.sub(WORD_JOINER, PARTICLE.sub(WORD_JOINER, text))
