"""Reads the pages of a language, with what their front matter says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.edition import Edition
from verify import Problem
from verify.pages import Page, read_page
from verify.programs import read_text


@dataclass(frozen=True)
class Source:
    """A page: `name` is that of its file, whose `body` follows the front matter."""

    name: str
    page: Page
    meta: dict[str, Any]
    front: str
    body: str

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return self.name.removesuffix(".md")

    def problem(self, text: str, message: str) -> Problem:
        """Return what is wrong where `text` first stands in the file."""
        before, found, _ = f"---\n{self.front}\n---\n{self.body}".partition(text)
        return Problem(self.page.path, before.count("\n") + 1 if found else None, message)


def read_sources(edition: Edition) -> list[Source]:
    """Return the pages of a language in the order of their names.

    Raises Problem for a page that cannot be read or does not say what it is about.
    """
    folder = edition.root / "docs" / edition.language
    return [read_source(path, edition.root) for path in sorted(folder.glob("*.md"))]


def read_source(path: Path, root: Path) -> Source:
    """Return the page in the file `path`."""
    text, where = read_text(path, root), path.relative_to(root).as_posix()
    front, end, body = text.removeprefix("---\n").partition("\n---\n")
    meta: Any = {}
    if text.startswith("---\n"):
        if not end:
            raise Problem(where, 1, "has front matter without a line --- at its end")
        try:
            meta = yaml.safe_load(front)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 1
            message = f"is no YAML: {error.problem}; a text with a colon needs quotes"
            raise Problem(where, line, message) from error
        if not isinstance(meta, dict):
            raise Problem(where, 1, "has front matter that is no list of names and values")
    else:
        front, body = "", text
    for key in ("title", "description"):
        if not str(meta.get(key) or "").strip():
            raise Problem(where, 1, f"has no {key} in its front matter")
    return Source(path.name, read_page(path, root), meta, front, body)
