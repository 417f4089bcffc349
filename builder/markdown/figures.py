"""Puts figures into the page itself, so that they take its colours and its font.

A caption ends with a link to the file, beside which site.js puts a button for a picture of it.
"""

import html
import re
from functools import partial
from pathlib import Path

from markdown import Extension, Markdown

from builder.markdown import Rewrite

IMAGE = re.compile(
    r'(?P<p><p>)?<img alt="(?P<alt>[^"]*)" src="(?:\.\./)*(?P<src>[^"]*\.svg)" ?/?>(?(p)</p>)'
)
CAPTION = re.compile(r'(src="([^"]*\.svg)"(?:(?!</?figure>).)*)(?=</figcaption>)', re.S)
FILE = r'\1<p class="take"><a href="\2" download>SVG</a></p>'
SVG = re.compile(r"<svg\b.*</svg>", re.S)  # leaves out the XML declaration


class Figures(Extension):
    """Replaces each image of an SVG file below a directory by what the file holds."""

    def __init__(self, **given: object) -> None:
        self.config = {"root": [".", "the directory in which the addresses of images begin"]}
        super().__init__(**given)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what replaces the images."""
        change = partial(with_figures, Path(self.getConfig("root")))
        md.postprocessors.register(Rewrite(md, change), "figures", 0)


def with_figures(root: Path, text: str) -> str:
    """Return HTML with its figures, whose files are below `root`."""

    def figure(image: re.Match[str]) -> str:
        path = root / html.unescape(image["src"])
        svg = SVG.search(path.read_text(encoding="utf-8")) if path.is_file() else None
        if not svg:
            return image[0]
        # The theme's script rewrites every href of a page, and stops at that of an SVG element.
        drawn = svg[0].removeprefix("<svg").replace(" href=", " xlink:href=")
        return f'<svg role="img" aria-label="{image["alt"]}"{drawn}'

    return IMAGE.sub(figure, CAPTION.sub(FILE, text))


def makeExtension(**given: object) -> Figures:
    """Return the extension, for its name in a configuration."""
    return Figures(**given)
