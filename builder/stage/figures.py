"""Publishes the figures, as short as they can be, and holds those of each page to their rules."""

import gzip
import json
import re
from functools import cache

from builder.edition import Edition
from builder.node import run_node
from builder.stage.sources import Source
from verify.pages import LINK

BUDGET = 12_000  # bytes, gzipped, so that a page with several figures stays light
ID = re.compile(r'\sid="([^"]*)"')


def publish_figures(edition: Edition) -> dict[str, str]:
    """Publish the figures, and return them by the addresses that pages have for them."""
    paths = sorted(edition.root.glob("snippets/*/*.svg"))
    shortened = shorter(tuple(path.read_text(encoding="utf-8") for path in paths))
    names = [path.relative_to(edition.root).as_posix() for path in paths]
    figures = dict(zip(names, shortened, strict=True))
    for name, svg in figures.items():
        edition.write(name, svg)
    return figures


@cache  # a rebuild, and the other language, have the same figures
def shorter(figures: tuple[str, ...]) -> list[str]:
    """Return figures as SVG that is as short as it can be and draws the same."""
    shortened: list[str] = json.loads(run_node("figures.mjs", figures)) if figures else []
    return shortened


def check_figures(source: Source, figures: dict[str, str]) -> None:
    """Raise Problem for a figure of a page that is too heavy, says nothing or repeats an id."""
    ids: set[str] = set()
    for match in LINK.finditer(source.page.prose):
        name, alt = match[3], match[2]
        if not match[1] or name not in figures:
            continue  # MkDocs tells of what is not there
        if not alt.strip():
            raise source.problem(name, f"figure {name} has no alternative text")
        if (size := len(gzip.compress(figures[name].encode()))) > BUDGET:
            message = f"figure {name} weighs {size:,} bytes gzipped, more than {BUDGET:,}"
            raise source.problem(name, message)
        for found in ID.findall(figures[name]):
            if found in ids:
                message = f"figure {name} repeats the id {found} of a figure on this page"
                raise source.problem(name, message)
            ids.add(found)
