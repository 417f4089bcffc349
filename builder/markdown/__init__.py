"""What this site adds to Python-Markdown, as one extension; any site made with it can use it."""

import html
import re
from pathlib import Path

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from builder.markdown.formulas import with_mathml
from builder.markdown.linebreaks import LineBreaker
from builder.markdown.questions import QuestionBlock

ELEMENT = re.compile(r"<([a-z]+-[\w-]+)[ >]")  # a custom element has a hyphen in its name
IMAGE = re.compile(
    r'(?P<p><p>)?<img alt="(?P<alt>[^"]*)" src="(?:\.\./)*(?P<src>[^"]*\.svg)" ?/?>(?(p)</p>)'
)
CAPTION = re.compile(r'(src="([^"]*\.svg)"(?:(?!</?figure>).)*)(?=</figcaption>)', re.S)
FILE = r'\1<p class="take"><a href="\2" download>SVG</a></p>'  # site.js adds a picture of it
SVG = re.compile(r"<svg\b.*</svg>", re.S)  # leaves out the XML declaration
OUTPUT = re.compile(r'(<div class="[^"]*\boutput\b[^"]*"><pre>.*?<code>)(.*?)(?=</code>)', re.S)
# A line that names an error or a warning, or what is spoken of, and is a sentence.
MESSAGE = re.compile(r"^(?:[\w.]*(?:Error|Warning|Exception): .*|[\w.]+: .*\.)$", re.M)


class SiteMarkdown(Extension):
    """Questions, line breaks, formulas, figures, and custom elements.

    Formulas need pymdownx.arithmatex with `generic: true`.
    """

    def __init__(self, **given: object) -> None:
        self.config = {
            "figures": [".", "the directory in which the addresses of figures begin"],
            "language": ["en", "that of the words in a form"],
        }
        super().__init__(**given)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what it consists of."""
        question = QuestionBlock(md.parser, self.getConfig("language"))
        # Before all that would take its lines for paragraphs and lists.
        md.parser.blockprocessors.register(question, "question", 110)
        md.preprocessors.register(Elements(md), "elements", 25)  # before raw HTML is looked for
        md.treeprocessors.register(LineBreaker(md), "linebreaks", 8)  # when the text is complete
        finished = Finished(md)
        finished.figures = Path(self.getConfig("figures"))
        md.postprocessors.register(finished, "finished", 0)


class Elements(Preprocessor):
    """Makes custom elements that begin a line blocks, as `div` is one: no Markdown is in them."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they are."""
        found = {match[1] for line in lines if (match := ELEMENT.match(line))}
        self.md.block_level_elements += sorted(found.difference(self.md.block_level_elements))
        return lines


class Finished(Postprocessor):
    """Changes the finished HTML of a page."""

    figures: Path

    def run(self, text: str) -> str:
        """Return it with its figures, formulas and marked messages.

        Raises ValueError for a formula that is no TeX.
        """
        text = IMAGE.sub(self.with_figure, CAPTION.sub(FILE, text))
        return OUTPUT.sub(with_messages, with_mathml(text))

    def with_figure(self, image: re.Match[str]) -> str:
        """Return a figure itself, so that it takes the colours and the font of the page."""
        path = self.figures / html.unescape(image["src"])
        svg = SVG.search(path.read_text(encoding="utf-8")) if path.is_file() else None
        if not svg:
            return image[0]
        # The theme's script rewrites every href of a page, and stops at that of an SVG element.
        drawn = svg[0].removeprefix("<svg").replace(" href=", " xlink:href=")
        return f'<svg role="img" aria-label="{image["alt"]}"{drawn}'


def with_messages(output: re.Match[str]) -> str:
    """Return an output with its messages marked, for only these may be broken into lines."""
    return output[1] + MESSAGE.sub(r'<span class="message">\g<0></span>', output[2])


def makeExtension(**given: object) -> SiteMarkdown:
    """Return the extension, for its name in a configuration."""
    return SiteMarkdown(**given)
