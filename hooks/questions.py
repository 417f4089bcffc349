"""Turns the quick checks of a page into forms; who has no script unfolds their answers."""

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from verify import Problem
from verify.guards import check_questions
from verify.pages import read_page
from verify.questions import Choice, read_questions

# What stands before the field of a number, on the button, above the answers, and in each of them.
WORDS = {
    "en": ("Your answer", "Check", "Answers", "✓ Right", "✗ Not quite"),
    "ko": ("내 답", "확인", "정답과 해설", "✓ 맞습니다", "✗ 아닙니다"),
}


def on_config(config: MkDocsConfig) -> None:
    """Let Markdown know the block."""
    language = str(config.theme["language"])
    config.markdown_extensions.append(Questions(language=language))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Fail the build for a question that is not complete."""
    path, root = Path(page.file.abs_src_path or ""), Path(config.config_file_path).parent
    if read_questions(markdown) and (told := problem(path, root, markdown)):
        raise PluginError(told)


@cache  # a rebuild asks again only about what was edited
def problem(path: Path, root: Path, markdown: str) -> str:
    """Return what is wrong first with the questions of a page; nothing if they are sound."""
    try:
        return next(map(str, check_questions([read_page(path, root)])), "")
    except Problem as unreadable:
        return str(unreadable)


class Questions(BlocksExtension):  # type: ignore[misc]  # pymdownx has no types
    """Adds the block `/// question`, which verify/questions.py describes."""

    def __init__(self, language: str) -> None:
        self.config = {"language": [language, "that of the words in a form"]}
        super().__init__()

    # The name is that of pymdownx.
    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
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
