"""Puts figures into the page itself, so that they take its colours and its font."""

import gzip
import html
import json
import re
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from hooks.node import run_node
from hooks.source import build_error

IMAGE = re.compile(
    r'(?P<p><p>)?<img alt="(?P<alt>[^"]*)" src="(?:\.\./)*(?P<src>[^"]*)" ?/?>(?(p)</p>)'
)
SVG = re.compile(r"<svg\b.*</svg>", re.S)  # leaves out the XML declaration
BUDGET = 12_000  # bytes, gzipped, so that a page with several figures stays light
ID = re.compile(r'\sid="([^"]*)"')


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Let pages link to snippets/*/*.svg; MkDocs then checks these links like any other."""
    root = Path(config.config_file_path).parent
    paths = sorted(root.glob("snippets/*/*.svg"))
    for path, svg in zip(paths, shorter(tuple(path.read_text() for path in paths)), strict=True):
        files.append(File.generated(config, path.relative_to(root).as_posix(), content=svg))


@cache  # a rebuild, and the other language, have the same figures
def shorter(figures: tuple[str, ...]) -> list[str]:
    """Return figures as SVG that is as short as it can be and draws the same."""
    shortened: list[str] = json.loads(run_node("figures.mjs", figures)) if figures else []
    return shortened


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace each image of a figure by the figure."""
    ids: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        alt, src = match["alt"], html.unescape(match["src"])
        if not alt.strip():
            raise build_error(src, f"figure {src} has no alternative text", page, config)
        file = files.get_file_from_path(src)
        svg = SVG.search(file.content_string) if file and src.endswith(".svg") else None
        if not svg:
            return match[0]
        if (size := len(gzip.compress(svg[0].encode()))) > BUDGET:
            message = f"figure {src} weighs {size:,} bytes gzipped, more than {BUDGET:,}"
            raise build_error(src, message, page, config)
        for name in ID.findall(svg[0]):
            if name in ids:
                message = f"figure {src} repeats the id {name} of a figure on this page"
                raise build_error(src, message, page, config)
            ids.add(name)
        # The theme's script rewrites every href of a page, and stops at that of an SVG element.
        figure = svg[0].removeprefix("<svg").replace(" href=", " xlink:href=")
        return f'<svg role="img" aria-label="{alt}"{figure}'

    return IMAGE.sub(replace, content)
