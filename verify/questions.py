"""Reads the quick checks of a page: questions whose every choice has its explanation.

/// question | number
What does the program print?

- [x] 0.25 ± 0.01

    Why that is right.

- [ ] Another number

    Where it may come from.
///
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

BLOCK = re.compile(
    r"^ *///+ *question\b *(?:\| *(?P<kind>.*?))? *\n(?P<body>.*?)(?P<end>^ *///+ *$|\Z)",
    re.M | re.S,
)
CHOICE = re.compile(r"^ *- \[(?P<mark>[ x])\] *(?P<label>.*)$", re.M)
NUMBER = re.compile(r"(?P<number>-?(?:\d*\.)?\d+)(?: ± (?P<tolerance>(?:\d*\.)?\d+))?")
PRINTED = re.compile(r"(?<![\w.])-?(?:\d*\.)?\d+")
KINDS = ("choice", "number")
NOT_INDENTED = "the explanation is not indented; begin its lines with four spaces"


@dataclass(frozen=True)
class Choice:
    """One answer to a question, and where it stands."""

    line: int
    is_right: bool
    label: str
    explanation: str

    @property
    def number(self) -> str:
        """The number that the label is, as it is written; empty if it is none."""
        return match["number"] if (match := NUMBER.fullmatch(self.label)) else ""

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest number that count as this one.

        Without a tolerance these are the numbers that round to it.
        """
        match = NUMBER.fullmatch(self.label)
        assert match
        number = Decimal(match["number"])
        half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
        tolerance = Decimal(match["tolerance"]) if match["tolerance"] else half
        return number - tolerance, number + tolerance


@dataclass(frozen=True)
class Question:
    """A question, and where it stands."""

    line: int
    kind: str
    text: str
    choices: tuple[Choice, ...]
    is_block: bool  # whether it begins at the left margin, and has an end

    @property
    def structure(self) -> str:
        """What is the same in all languages."""
        choices = (f"[{'x' if c.is_right else ' '}] {c.number}".strip() for c in self.choices)
        return f"{self.kind} {' '.join(choices)}"


def read_questions(text: str) -> tuple[Question, ...]:
    """The questions in the text of a page."""
    return tuple(_question(match, text) for match in BLOCK.finditer(text))


def _question(match: re.Match[str], text: str) -> Question:
    marks = list(CHOICE.finditer(text, match.start("body"), match.end("body")))
    ends = [*(mark.start() for mark in marks), match.end("body")]
    return Question(
        line_at(text, match.start()),
        match["kind"] or "choice",
        text[match.start("body") : ends[0]].strip(),
        tuple(_choice(mark, text, end) for mark, end in zip(marks, ends[1:], strict=True)),
        is_block=match[0].startswith("/") and bool(match["end"]),
    )


def _choice(mark: re.Match[str], text: str, end: int) -> Choice:
    label, _, explanation = text[mark.start("label") : end].partition("\n\n")
    line = line_at(text, mark.start("mark"))
    return Choice(line, mark["mark"] == "x", " ".join(label.split()), explanation.strip("\n"))


def line_at(text: str, position: int) -> int:
    """The line of a text that holds a position."""
    return text.count("\n", 0, position) + 1


def faults(question: Question, printed: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a question of a page whose programs print `printed`, by line."""
    if not question.is_block:
        yield question.line, "the question has no end, ///, or does not begin at the left margin"
        return
    line, choices, kind = question.line, question.choices, question.kind
    right = sum(choice.is_right for choice in choices)
    rules = [
        (kind not in KINDS, line, f"no kind of question is called {kind}; write | number"),
        (not question.text, line, "the question asks nothing; write it above its choices"),
        ("\n\n" in question.text, line, "the question has several paragraphs; write one"),
        (len(choices) < 2, line, "the question has fewer than two choices: - [ ] ..."),
        (right != 1, line, f"the question has {right} right choices, not one: - [x] ..."),
    ]
    labels, printed_numbers = [choice.label for choice in choices], PRINTED.findall(printed)
    for choice in choices:
        line, label, explanation = choice.line, choice.label, choice.explanation
        number = choice.number if choice.is_right else ""
        is_indented = all(part.startswith("    ") for part in explanation.split("\n") if part)
        unseen = f"the right answer {number} stands in no output of this page; print it"
        rules += [
            (not label, line, "the choice is empty"),
            (not explanation, line, "the choice has no explanation; write it below, indented"),
            ("\n\n" in explanation, line, "the explanation has several paragraphs; write one"),
            (not is_indented, line, NOT_INDENTED),
            (labels.count(label) > 1, line, f"the choice stands twice: {label}"),
            (number not in ["", *printed_numbers], line, unseen),
        ]
    yield from ((line, message) for is_wrong, line, message in rules if is_wrong)
    if kind == "number" and choices:
        yield from _number_faults(choices)


def _number_faults(choices: tuple[Choice, ...]) -> Iterator[tuple[int, str]]:
    *numbers, last = choices
    if last.number or last.is_right:
        yield last.line, "the last choice explains every other number; put it in words"
    for choice in numbers:
        if not choice.number:
            yield choice.line, f"{choice.label} is no number, such as 0.25 or 0.25 ± 0.01"
            return
    numbers.sort(key=lambda choice: choice.span)
    for lower, higher in pairwise(numbers):
        if higher.span[0] < lower.span[1]:
            yield higher.line, f"{higher.label} overlaps {lower.label}; narrow a tolerance"
