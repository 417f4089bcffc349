"""Turns the quick checks of a page into forms; who has no script unfolds their answers."""

import xml.etree.ElementTree as ET
from textwrap import dedent

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from builder.words import WORDS
from verify.questions import Choice, Question, read_questions


class QuestionBlock(BlockProcessor):
    """Makes a form of a block `/// question`, which verify/questions.py describes and reads."""

    def __init__(self, parser: BlockParser, language: str) -> None:
        super().__init__(parser)
        self.words = WORDS[language]

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether a question begins here."""
        return block.startswith("/// question")

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take the blocks up to the closing line, and add the form."""
        taken = [blocks.pop(0)]
        while blocks and not taken[-1].endswith("\n///"):
            taken.append(blocks.pop(0))
        (question,) = read_questions("\n\n".join(taken))
        form = add(parent, "form", {"class": "quick-check"})
        self.add_choices(add(form, "fieldset"), question)
        add(form, "button", text=self.words["check_answer"])
        add(form, "output")
        details = add(form, "details")
        add(details, "summary", text=self.words["answers"])
        explained = add(details, "ol")
        for choice in question.choices:
            self.add_explanation(explained, choice, question.kind == "number")

    def add_choices(self, fieldset: ET.Element, question: Question) -> None:
        """Add the text of a question, and what answers it."""
        add(fieldset, "legend", text=question.text)
        required = {"required": "required"}
        if question.kind == "number":
            label = add(fieldset, "label", text=f"{self.words['field']} ")
            add(label, "input", {"type": "number", "step": "any"} | required)
            return
        options = add(fieldset, "ol")
        for choice in question.choices:
            label = add(add(options, "li"), "label")
            radio = add(label, "input", {"type": "radio", "name": "choice"} | required)
            radio.tail = f" {choice.label}"

    def add_explanation(self, parent: ET.Element, choice: Choice, is_number: bool) -> None:
        """Add what is told of one choice."""
        kind = "right" if choice.is_right else "wrong"
        item, verdict = add(parent, "li", {"class": kind}), self.words[kind]
        if is_number:
            shown = choice.number.replace("-", "−") or choice.label
            verdict = f"{shown}: {verdict}"
            if choice.number:
                low, high = choice.span
                item.attrib |= {"data-low": str(low), "data-high": str(high)}
        item.text = f"**{verdict}.** {dedent(choice.explanation)}"


def add(
    parent: ET.Element, tag: str, attributes: dict[str, str] | None = None, text: str | None = None
) -> ET.Element:
    """Return a new last child of `parent`."""
    element = ET.SubElement(parent, tag, attributes or {})
    element.text = text
    return element
