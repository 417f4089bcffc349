"""Makes the index of the search from the built pages, and the table that ranks what it finds."""

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from shutil import rmtree
from typing import Any

import yaml

from builder.markdown.linebreaks import WORD_JOINER
from builder.node import run_node
from verify import Problem

FOLDER = "pagefind"
SYNONYMS = "synonyms.yml"
FOLDERS = {"en": "", "ko": "ko/"}

# How much a page counts, by the first pattern that its name matches: what explains or mends comes
# before what lists, asks or is about the site.
WEIGHTS = (
    (r"mistakes", 0.8),  # the tables that lead to the entries
    (r"mistakes_\w+", 1.15),
    (r"glossary", 0.75),
    (r"exercises_\w+", 0.6),
    (r"lost_start", 0.75),
    (r"checking|changelog|about|index", 0.5),
    (r".*", 1.0),
)
LINKS_ONLY = "read-next"
LINKS_WEIGHT = 0.3

ARTICLE = re.compile(r"<article\b.*</article>", re.S)
DRAWN = re.compile(r'<(svg|script|style)\b.*?</\1>|<div class="math-block".*?</div>', re.S)
FORMULA = re.compile(r"<math\b[^>]*>(.*?)</math>", re.S)
LONGEST_FORMULA = 12  # longer ones are no words to look for or to read in an excerpt
HEADING = re.compile(r"h[1-3]")
SKIPPED = {"headerlink", "download", "cite", "take"}
VOID = {"br", "hr", "img", "input", "wbr", "col", "link", "meta", "source"}
INLINE = {"a", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup", "wbr"}

# What a word is; search.js takes a query apart in the same way. Pagefind knows words by the white
# space between them, so a word that ends without any gets a space and a mark that search.js takes
# out of excerpts again, with the space.
WORD = re.compile(r"\d+(?:\.\d+)+|[가-힣]+|(?:(?![가-힣])[^\W_])+")
JOINT = " \u2063"


@dataclass
class Section:
    """A heading and all the text until the next one."""

    anchor: str
    is_page: bool
    title: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that is read there, without the heading."""
        return " ".join("".join(self.parts).replace(WORD_JOINER, "").split())


class Article(HTMLParser):
    """Takes the text of a page apart at its headings."""

    def __init__(self, without_outputs: bool) -> None:
        super().__init__()
        self.without_outputs = without_outputs
        self.sections: list[Section] = []
        self.open: list[str] = []
        self.skipped_at = 0  # how deep the element that is left out lies, or 0
        self.is_in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a section, or leave an element out."""
        attributes = dict(attrs)
        if tag not in INLINE:
            self.handle_data(" ")
        if tag in VOID:
            return
        self.open.append(tag)
        classes = set((attributes.get("class") or "").split())
        if not self.skipped_at and (
            classes & SKIPPED
            or tag in {"button", "output"}
            or (self.without_outputs and "output" in classes)
        ):
            self.skipped_at = len(self.open)
        if HEADING.fullmatch(tag) and (anchor := attributes.get("id")) and not self.skipped_at:
            self.sections.append(Section(anchor, tag == "h1"))
            self.is_in_heading = True

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag not in self.open:
            return
        while self.open.pop() != tag:
            pass
        if len(self.open) < self.skipped_at:
            self.skipped_at = 0
        if HEADING.fullmatch(tag):
            self.is_in_heading = False
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        """Add text to the section; what stands before the first heading is none."""
        if self.skipped_at or not self.sections:
            return
        if self.is_in_heading:
            self.sections[-1].title += data
        else:
            self.sections[-1].parts.append(data)


def short_formula(formula: re.Match[str]) -> str:
    """Return a formula as text, or a mark that there is one."""
    text = "".join(
        re.sub(r"<[^>]*>|\u2061", "", formula[1]).split()
    )  # also what applies a function
    return text if len(text) <= LONGEST_FORMULA else "…"


def sections(page: str, without_outputs: bool = False) -> list[Section]:
    """Return the sections of a built page."""
    found = ARTICLE.search(page)
    if not found:
        return []
    article = Article(without_outputs)
    article.feed(FORMULA.sub(short_formula, DRAWN.sub(" ", found[0])))
    article.close()
    for section in article.sections:
        section.title = " ".join(section.title.split())
    return article.sections


def words(text: str) -> list[str]:
    """Return the words of a text as they are sought."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def apart(text: str) -> str:
    """Return a text with white space between all of its words."""
    return re.sub(r"\S+", lambda chunk: _apart(chunk[0]), unicodedata.normalize("NFC", text))


def _apart(chunk: str) -> str:
    starts = [match.start() for match in WORD.finditer(chunk)][1:]
    return JOINT.join(
        chunk[start:end] for start, end in zip([0, *starts], [*starts, len(chunk)], strict=True)
    )


def weight(name: str, anchor: str) -> float:
    """Return how much a section of a page counts."""
    if anchor == LINKS_ONLY:
        return LINKS_WEIGHT
    return next(weight for pattern, weight in WEIGHTS if re.fullmatch(pattern, name))


def pages(site: Path, language: str) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each page of a language."""
    root = site / FOLDERS[language]
    for path in sorted([root / "index.html", *root.glob("*/index.html")]):
        name = path.parent.relative_to(root).as_posix()
        if path.is_file() and not (language == "en" and name in FOLDERS):
            yield ("index" if name == "." else name), path


def records(site: Path, language: str) -> dict[str, Any]:
    """Return what search.mjs makes the index of a language from."""
    told: dict[str, Any] = {"pages": [], "sections": [], "words": set()}
    for name, path in pages(site, language):
        found = sections(path.read_text(encoding="utf-8"), name.startswith("exercises_"))
        if not found:
            where = path.relative_to(site).as_posix()
            raise Problem(where, None, "has no heading with an id to search for")
        title = next((one.title for one in found if one.is_page), found[0].title)
        address = FOLDERS[language] + ("" if name == "index" else f"{name}/")
        told["pages"].append(title)
        for section in found:
            told["words"] |= set(words(f"{title} {section.title} {section.text}"))
            told["sections"].append(
                {
                    "url": address + ("" if section.is_page else f"#{section.anchor}"),
                    "page": len(told["pages"]) - 1,
                    "title": "" if section.is_page else section.title,
                    "weight": weight(name, section.anchor),
                    "heading": apart(section.title),
                    "text": apart(section.text),
                }
            )
    return told


def read_synonyms(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return, for each language, what is typed instead of words of its pages."""
    told = None
    with contextlib.suppress(yaml.YAMLError):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if (
        not isinstance(told, dict)
        or set(told) != set(FOLDERS)
        or not all(map(_is_table, told.values()))
    ):
        languages = " and ".join(FOLDERS)
        message = f"must hold, for {languages}, words of the pages with a list of texts below each"
        raise Problem(f"docs/{SYNONYMS}", None, message)
    return told


def _is_table(told: object) -> bool:
    return isinstance(told, dict) and all(
        isinstance(meant, str)
        and isinstance(typed, list)
        and all(isinstance(text, str) for text in typed)
        for meant, typed in told.items()
    )


def synonyms(root: Path, language: str, known: set[str]) -> list[tuple[str, str]]:
    """Return what people type and what the pages call it; fail for a word that no page holds."""
    path = root / "docs" / SYNONYMS
    if not path.exists():
        return []
    pairs = []
    for meant, typed in read_synonyms(path)[language].items():
        for word in words(meant):
            if not word[0].isdigit() and not any(other.startswith(word) for other in known):
                message = f"no page of docs/{language} has the word {word}"
                raise Problem(f"docs/{SYNONYMS}", None, f"{meant}: {message}")
        pairs += [(" ".join(words(other)), " ".join(words(meant))) for other in typed]
    return pairs


def write_index(root: Path, site: Path) -> None:
    """Write the index of both languages into the site; `root` is where its sources are."""
    told: dict[str, Any] = {}
    for language in FOLDERS:
        told[language] = records(site, language)
        told[language]["synonyms"] = synonyms(root, language, known := told[language]["words"])
        # No page is sought by one letter or a number alone, so those need no check.
        told[language]["words"] = sorted(word for word in known if not word[0].isdigit())
    rmtree(site / FOLDER, ignore_errors=True)
    run_node("search.mjs", told, str(site / FOLDER))
