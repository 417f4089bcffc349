"""Holds the built site to its sources: nothing unrendered, and every program as it was run."""

import re
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from verify import ROOT, Problem
from verify.pages import LANGUAGES, Fence, Page, read_pages

# What must have become something else on the way, and what it is called.
UNRENDERED = {
    r"-+8<-+ ": "an include marker",
    r'class="arithmatex"|\\\(|\\\[|\$\$': "an unrendered formula",
    r"\{\{|\}\}|\{%": "an unrendered template",
    r"^ *(?:!!!|\?\?\?\+?|///) ?\w*": "an unrendered block",
}


def check_site(site: Path, root: Path = ROOT) -> Iterator[Problem]:
    """Everything in which the directory `site` differs from the pages below `root`."""
    for language in LANGUAGES:
        pages, problems = read_pages(root, language)
        yield from problems
        base = site if language == "en" else site / language
        for name, page in pages.items():
            file = base / ("" if name == "index.md" else name.removesuffix(".md")) / "index.html"
            if not file.exists():
                yield Problem(page.path, None, f"is not in the site: no {file.relative_to(site)}")
                continue
            html = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
            yield from _check_language(page, html, language)
            yield from _check_code(page, html)
            yield from _check_rendered(page, html)


def _check_language(page: Page, html: BeautifulSoup, language: str) -> Iterator[Problem]:
    told = html.html.get("lang") if html.html else None
    if told != language:
        yield Problem(page.path, None, f"its HTML says lang={told}, not {language}")


def _check_code(page: Page, html: BeautifulSoup) -> Iterator[Problem]:
    """Each `<code>` of a program or an output is what was run and what it printed."""
    for what, selector, fences in (
        ("program", "div.language-python pre > code", [f for f in page.fences if _python(f)]),
        ("output", "div.output pre > code", [f for f in page.fences if "output" in f.flags]),
    ):
        if what == "output" and page.is_notebook:
            continue  # the build made them
        blocks = html.select(selector)
        if len(blocks) != len(fences):
            message = f"has {len(fences)} blocks of kind {what}, its HTML {len(blocks)}"
            yield Problem(page.path, None, message)
        for fence, block in zip_longest(fences, blocks):
            if fence and block and block.get_text().rstrip("\n") != fence.source.rstrip("\n"):
                yield Problem(page.path, fence.line, f"the HTML of this {what} shows other text")


def _python(fence: Fence) -> bool:
    return fence.language == "python"


def _check_rendered(page: Page, html: BeautifulSoup) -> Iterator[Problem]:
    """No marker of the page's source is left in what a reader sees."""
    article = html.find("article")
    if not isinstance(article, Tag):
        yield Problem(page.path, None, "its HTML has no article")
        return
    for code in article.find_all(["pre", "code", "annotation"]):
        code.clear()  # there, every character is meant
    seen = article.get_text() + "".join(str(tag.attrs) for tag in article.find_all(class_=True))
    for pattern, what in UNRENDERED.items():
        if found := re.search(pattern, seen, re.MULTILINE):
            yield Problem(
                page.path, _line_of(found[0], page), f"{what} is left: {found[0].strip()}"
            )
    for cell in article.find_all("merror"):
        yield Problem(page.path, None, f"an unrendered formula is left: {cell.get_text()}")


def _line_of(text: str, page: Page) -> int | None:
    lines = page.prose.split("\n")
    return next((n for n, line in enumerate(lines, 1) if text.strip() in line), None)


if __name__ == "__main__":
    found = list(check_site(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"))
    for problem in found:
        print(problem, file=sys.stderr)
    sys.exit(bool(found))
