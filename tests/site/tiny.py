"""A tiny site in which a test plants a fault."""

import io
import logging
from pathlib import Path

import pytest

from builder import build
from verify import ROOT

URL = "https://example.org/softmax/"
PAGE = """---
title: Title of {name}
description: A page of a test.
---

# Heading

{text}
"""


class TinySite:
    """The real configuration, theme around two pages a language and one figure."""

    is_finished = False  # which few tests are about, and which takes time

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        (root / "exercises").mkdir(parents=True)
        folders = ("builder", "playground", "theme", "verify", "web")
        for name in (*folders, "LICENSE", "requirements.txt"):
            (root / name).symlink_to(ROOT / name)
        # Tables of the real site's pages are made of these.
        self.write("tests/mutants/score.txt", "A table.\n")
        self.write("messages/versions.json", "{}\n")
        for config in build.CONFIGS.values():
            settings = f"INHERIT: {ROOT / config}\nnav: [index.md, other.md]\n"
            self.write(config, settings)
        self.write("snippets/other/bars.py", 'print("printed")\n')
        self.write("snippets/other/bars.out", "printed\n")
        self.write(
            "snippets/other/bars.svg",
            '<svg xmlns="http://www.w3.org/2000/svg" class="figure" viewBox="0 0 9 9" width="9">'
            '<path id="other-bars-0" d="M0 0h9"/><use href="#other-bars-0"/></svg>',
        )
        for language in build.PATHS:
            for name in ("index", "other"):
                self.page(name, "[Other](other.md#heading)", language)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def page(self, name: str, text: str, language: str = "en") -> None:
        """Write a page whose text begins on line 8."""
        self.write(f"docs/{language}/{name}.md", PAGE.format(name=name, text=text))

    def build(self, *languages: str) -> None:
        """Build the pages of `languages`, by default of all."""
        build.build(self.root, self.site, URL, languages or tuple(build.PATHS), self.is_finished)

    def faults(self, *languages: str) -> str:
        """Return what a build says that must fail; it builds English unless told otherwise."""
        handler = logging.StreamHandler(said := io.StringIO())
        handler.setFormatter(build.Formatter())
        logging.getLogger().addHandler(handler)
        try:
            with pytest.raises(build.BuildFailed):
                self.build(*(languages or ("en",)))
        finally:
            logging.getLogger().removeHandler(handler)
        assert "Traceback" not in said.getvalue()
        return said.getvalue()

    def read(self, path: str) -> str:
        """Return the text of a built file."""
        return (self.site / path).read_text(encoding="utf-8")
