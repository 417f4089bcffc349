"""Reads the numbers of a paragraph, which both languages must have."""

import re
from collections.abc import Iterator

# English says in a word what Korean writes in digits: a third is 3분의 1, nothing is 0.
VALUES = {
    **{"no": 0, "none": 0, "nothing": 0, "zero": 0, "a": 1, "an": 1, "once": 1, "one": 1},
    **{"half": 2, "halve": 2, "second": 2, "twice": 2, "two": 2, "third": 3, "three": 3},
    **{"four": 4, "quarter": 4, "fifth": 5, "five": 5, "six": 6, "seven": 7, "eighth": 8},
    **{"eight": 8, "ninth": 9, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13},
    **{"fifteen": 15, "sixteen": 16, "twentieth": 20, "twenty": 20, "hundred": 100},
    **{"thousand": 1000},
}
WORD = re.compile(rf"\b({'|'.join(VALUES)})(?:th|(?:th|e)?s|fold|d)?\b", re.I)
PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.S)


def paragraphs(source: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a page, and where each begins."""
    for match in PARAGRAPH.finditer(source):
        if match[0].strip():
            yield match.start() + len(match[0]) - len(match[0].lstrip()), match[0]


def in_words(english: str) -> set[str]:
    """Return the numbers that an English paragraph says in words, in digits."""
    return {str(VALUES[match[1].lower()]) for match in WORD.finditer(english)}
