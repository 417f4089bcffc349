"""Keeps together in one line what is read as one, and says where a long name may be broken."""

import re
import xml.etree.ElementTree as ET

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NO_BREAK_SPACE, WORD_JOINER, MAY_BREAK = "\xa0", "\u2060", "\u200b"
# What a number follows that is the name of a thing.
NAMES = ("class", "dimension", "epoch", "line", "row", "seed", "step", "version", "wish")
NAMES_KOREAN = ("버전", "시드", "에폭", "줄", "차원", "클래스")
NAMED = "|".join(rf"(?<=\b{name})" for name in NAMES)
NAMED += "".join(f"|(?<={name})" for name in NAMES_KOREAN)
# The space between a number and its sign, function, unit or name, in a fraction, before a version,
# and between an arrow and its link.
BOUND = re.compile(
    r"(?:^|(?<=\S))[ \n](?=[=×≈±+][ \n])|(?<=[=×≈±+])[ \n](?=[−\d])|(?<=\bln)[ \n](?=\d|K\b)"
    r"|(?<=\w[ \n][=×≈±+])[ \n](?=\()"  # but two vectors are too long for a line
    rf"|(?:{NAMED}|(?<=\d분의))[ \n](?=\d)"
    r"|(?<=\w)[ \n](?=\d+\.\d+\.\d)|[ \n](?=/[ \n]\d)|(?<=[ \n]/)[ \n](?=\d)"
    r"|(?<=\d)[ \n](?=(?:µs|ms|[kMG]?B|bits?|nats?)(?![A-Za-z])|%)|(?<=→)[ \n]"
    r"|(?<=\(\w,)[ \n]$"  # a shape that ends in code
)
TUPLE = re.compile(r"\([^()\s]{1,4}(?:,[ \n][^()\s]{1,4}){1,4}\)")  # a shape or a short vector
PARTICLE = re.compile(r"(?<=[)\]”’%°∞↑↓✓])(?=[가-힣])")  # browsers would begin a line with it
# Some browsers would part an exponent from its sign, the letter from "top-k" or "z-loss", a number
# from its bits or from "GPT-2", and a Korean word.
HYPHEN = re.compile(
    r"(?<=[A-Za-z]-)(?=\d{1,3}(?!\d))|(?<=[a-z]-)(?=[a-z](?![A-Za-z]))"
    r"|(?<=\b[A-Za-z]-)(?=[^\W\d])|(?<=\d-)(?=bit)|(?<=[가-힣]-)(?=[가-힣])"
)
LONG_NAME, SHORT_CODE = 20, 24  # characters; the first is a third of a phone's line
EXTENSION = r"(?<=\.)\w{1,3}$"  # which stays with the name of its file
WORDS = r"(?<=\w{6})(?=[A-Z][a-z]{4})"
PARTS = rf"(?<=\w\w[._/])(?=\w)(?!{EXTENSION})"  # F. would look like the end of a sentence
PARTS_IN_TABLE = rf"(?<=\w_)(?=\w)|(?<=\w{{4}}\.)(?=\w)(?!{EXTENSION})|{WORDS}"
# Some browsers would end a line in the hyphen of an option, or in the first slash of a path.
WHOLE = re.compile(r"((?<![^ (])(?:-+\w+(?:-\w+)*|/\w+))")


class LineBreaker(Treeprocessor):
    """Changes the spaces of all text but headings, which anchors are made of; marks code, links."""

    def run(self, root: ET.Element) -> None:
        """Go through the page."""
        self.enter(root)

    def enter(self, element: ET.Element, is_in_table: bool = False) -> None:
        """Change the text in an element."""
        if element.tag in ("h1", "h2", "h3", "pre"):
            return
        is_in_table |= element.tag == "table"
        if element.tag == "a" and "_" in "".join(element.itertext()):
            element.set("class", "underscored")  # its line lies lower, or it would hide the sign
        if element.tag == "code":
            self.mark(element, is_in_table)
            return
        if element.text and not isinstance(element.text, AtomicString):
            element.text = bound(element.text)
        for child in list(element):
            self.enter(child, is_in_table)
            if child.tail:
                is_code = ends_in_code(child)
                end = "%" if is_code else "".join(child.itertext())[-1:]
                # Without a space, a long name and what is in the bracket would be one word.
                bracket = MAY_BREAK if is_code and child.tail.startswith("(") else ""
                child.tail = bracket + bound(end + child.tail)[len(end) :]

    def mark(self, code: ET.Element, is_in_table: bool) -> None:
        """Keep short code whole; let a long name be broken after a dot, an underscore or a slash.

        In the narrow columns of a table any name may be broken between its words. What is copied
        must run, so no joiner but an element holds a sign and what it stands before.
        """
        text = code.text or ""
        is_long = len(text) > SHORT_CODE and any(len(word) > LONG_NAME for word in text.split())
        if len(text) <= SHORT_CODE and re.search(r"[ -]", text):
            code.set("class", "whole")
            return
        parts = [PARTS] * is_long + [WORDS if is_long else PARTS_IN_TABLE] * is_in_table
        first, *rest = WHOLE.split(text)
        add(code, first, parts)
        for whole, after in zip(rest[::2], rest[1::2], strict=True):
            ET.SubElement(code, "span", {"class": "whole"}).text = AtomicString(whole)
            add(code, after, parts)


def ends_in_code(element: ET.Element) -> bool:
    """Tell whether nothing follows the code in an element."""
    while element.tag != "code" and len(element) and not element[-1].tail:
        element = element[-1]
    return element.tag == "code"


def add(code: ET.Element, text: str, parts: list[str]) -> None:
    """Add a text to code that may be broken between such parts."""
    first, *rest = re.split("|".join(parts), text) if parts else [text]
    if len(code):
        code[-1].tail = AtomicString(first)
    else:
        code.text = AtomicString(first)
    for part in rest:
        ET.SubElement(code, "wbr").tail = AtomicString(part)


def bound(text: str) -> str:
    """Return text with what no line may end in."""
    text = BOUND.sub(NO_BREAK_SPACE, text)
    text = TUPLE.sub(lambda found: re.sub(r"\s", NO_BREAK_SPACE, found[0]), text)
    return HYPHEN.sub(WORD_JOINER, PARTICLE.sub(WORD_JOINER, text))
