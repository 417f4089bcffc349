"""Turns the quick checks of a page into forms; who has no script unfolds their answers."""

import xml.etree.ElementTree as ET

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from verify.questions import Choice

# What stands before the field of a number, on the button, above the answers, and in each of them.
WORDS = {
    "en": ("Your answer", "Check", "Answers", "✓ Right", "✗ Not quite"),
    "ko": ("내 답", "확인", "정답과 해설", "✓ 맞습니다", "✗ 아닙니다"),
}


class Questions(BlocksExtension):  # type: ignore[misc]  # pymdownx has no types
    """Adds the block `/// question`, which verify/questions.py describes."""

    def __init__(self, **given: object) -> None:
        self.config = {"language": ["en", "that of the words in a form"]}
        super().__init__(**given)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register the block."""
        block_mgr.register(QuestionBlock, self.getConfigs())


class QuestionBlock(Block):  # type: ignore[misc]  # pymdownx has no types
    """Makes a form of a paragraph and a list."""

    NAME = "question"
    ARGUMENT = None

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Return the form that Markdown puts paragraph and list into."""
        return ET.SubElement(parent, "form", {"class": "quick-check"})

    def on_end(self, block: ET.Element) -> None:
        """Ask with fields instead of the list, and fold its explanations."""
        field, check, answers, right, wrong = WORDS[self.config["language"]]
        text, items = list(block)
        choices = []
        for label, explanation in items:
            mark, _, words = str(label.text).partition("]")
            choices.append(Choice(0, mark == "[x", words.strip(), str(explanation.text)))
        block[:] = []
        fieldset = add(block, "fieldset")
        add(fieldset, "legend", text.text)
        if self.argument == "number":
            input_ = {"type": "number", "step": "any", "required": "required"}
            add(add(fieldset, "label", f"{field} "), "input", **input_)
        else:
            options = add(fieldset, "ol")
            for choice in choices:
                label = add(add(options, "li"), "label")
                radio = {"type": "radio", "name": "choice", "required": "required"}
                add(label, "input", **radio).tail = f" {choice.label}"
        add(block, "button", check)
        add(block, "output")
        details = add(block, "details")
        add(details, "summary", answers)
        explained = add(details, "ol")
        for choice in choices:
            verdict = right if choice.is_right else wrong
            item = add(explained, "li")
            item.set("class", "right" if choice.is_right else "wrong")
            if self.argument == "number":
                verdict = f"{choice.number or choice.label}: {verdict}"
                if choice.number:
                    low, high = choice.span
                    item.attrib |= {"data-low": str(low), "data-high": str(high)}
            item.text = f"**{verdict}.** {choice.explanation}"


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Return a new last child of `parent`."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def makeExtension(**given: object) -> Questions:
    """Return the extension, for its name in a configuration."""
    return Questions(**given)
