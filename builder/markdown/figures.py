"""Puts figures into the page itself, so that they take its colours and its font."""

import html
import re
from pathlib import Path

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

IMAGE = re.compile(
    r'(?P<p><p>)?<img alt="(?P<alt>[^"]*)" src="(?:\.\./)*(?P<src>[^"]*\.svg)" ?/?>(?(p)</p>)'
)
SVG = re.compile(r"<svg\b.*</svg>", re.S)  # leaves out the XML declaration


class Figures(Extension):
    """Replaces each image of an SVG file below a directory by what the file holds."""

    def __init__(self, **given: object) -> None:
        self.config = {"root": [".", "the directory in which the addresses of images begin"]}
        super().__init__(**given)

    # The name is that of Python-Markdown.
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register what replaces the images."""
        md.postprocessors.register(Inline(md, Path(self.getConfig("root"))), "figures", 0)


class Inline(Postprocessor):
    """Works on the finished HTML of a page."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, text: str) -> str:
        """Return the HTML with its figures."""
        return IMAGE.sub(self.figure, text)

    def figure(self, image: re.Match[str]) -> str:
        """Return the figure of an image, or the image if there is none."""
        path = self.root / html.unescape(image["src"])
        svg = SVG.search(path.read_text(encoding="utf-8")) if path.is_file() else None
        if not svg:
            return image[0]
        # The theme's script rewrites every href of a page, and stops at that of an SVG element.
        figure = svg[0].removeprefix("<svg").replace(" href=", " xlink:href=")
        return f'<svg role="img" aria-label="{image["alt"]}"{figure}'


def makeExtension(**given: object) -> Figures:  # noqa: N802
    """Return the extension, for its name in a configuration."""
    return Figures(**given)
