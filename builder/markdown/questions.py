"""Turns the quick checks of a page into forms; who has no script unfolds their answers."""

import xml.etree.ElementTree as ET
from textwrap import dedent

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor

from verify.questions import Question, read_questions

# What stands before the field of a number, on the button, above the answers, and in each of them.
WORDS = {
    "en": ("Your answer", "Check", "Answers", "✓ Right", "✗ Not quite"),
    "ko": ("내 답", "확인", "정답과 해설", "✓ 맞습니다", "✗ 아닙니다"),
}


class Questions(Extension):
    """Adds the block `/// question`, which verify/questions.py describes and reads."""

    def __init__(self, **given: object) -> None:
        self.config = {"language": ["en", "that of the words in a form"]}
        super().__init__(**given)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the block, before all that would take its lines for paragraphs and lists."""
        processor = QuestionBlock(md.parser)
        processor.words = WORDS[self.getConfig("language")]
        md.parser.blockprocessors.register(processor, "question", 110)


class QuestionBlock(BlockProcessor):
    """Makes a form of a question."""

    words = WORDS["en"]

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether a question begins here."""
        return block.startswith("/// question")

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take the blocks up to the closing line, and add the form."""
        taken = [blocks.pop(0)]
        while blocks and not taken[-1].endswith("\n///"):
            taken.append(blocks.pop(0))
        (question,) = read_questions("\n\n".join(taken))
        self._add_form(parent, question)

    def _add_form(self, parent: ET.Element, question: Question) -> None:
        field, check, answers, right, wrong = self.words
        is_number = question.kind == "number"
        form = add(parent, "form")
        form.set("class", "quick-check")
        fieldset = add(form, "fieldset")
        add(fieldset, "legend", question.text)
        if is_number:
            input_ = {"type": "number", "step": "any", "required": "required"}
            add(add(fieldset, "label", f"{field} "), "input", **input_)
        else:
            options = add(fieldset, "ol")
            for choice in question.choices:
                label = add(add(options, "li"), "label")
                radio = {"type": "radio", "name": "choice", "required": "required"}
                add(label, "input", **radio).tail = f" {choice.label}"
        add(form, "button", check)
        add(form, "output")
        details = add(form, "details")
        add(details, "summary", answers)
        explained = add(details, "ol")
        for choice in question.choices:
            verdict = right if choice.is_right else wrong
            item = add(explained, "li")
            item.set("class", "right" if choice.is_right else "wrong")
            if is_number:
                verdict = f"{choice.number or choice.label}: {verdict}"
                if choice.number:
                    low, high = choice.span
                    item.attrib |= {"data-low": str(low), "data-high": str(high)}
            item.text = f"**{verdict}.** {dedent(choice.explanation)}"


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Return a new last child of `parent`."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def makeExtension(**given: object) -> Questions:
    """Return the extension, for its name in a configuration."""
    return Questions(**given)
