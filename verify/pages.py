"""Reads pages as their readers get them: includes expanded, fences seen wherever they stand."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import markdown
from markdown.extensions.toc import slugify
from markdown_it.token import Token
from pymdownx.snippets import SnippetMissingError

from verify import Problem
from verify.containers import parser
from verify.programs import read_text
from verify.questions import Question, line_at, read_questions

LANGUAGES = ("en", "ko")

_INCLUDE = re.compile(r'^[ \t]*-+8<-+[ \t]+"([^"\n]+)"[ \t]*$', re.MULTILINE)
_ANY_INCLUDE = re.compile(r"^[ \t]*-+8<-+.*$", re.MULTILINE)
_ESCAPABLE = re.compile(r"^([ \t]*)(;*-+8<-+)", re.MULTILINE)
_OPTION = re.compile(r'([\w-]+)="([^"]*)"')
HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: +\{#([\w-]+)\})?$", re.MULTILINE)  # level, title, anchor
INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()]*\)"
)
_EXPLORABLE = re.compile(r"<(explore-[\w-]+)>")
_DATA = re.compile(r'"data/([\w/]+)\.json"')  # how the script of an explorable names its data
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?![\s$])([^$]+?)(?<![\s\\])\$(?!\$)")
_NOTEBOOK = re.compile(r"\A---\n(?:(?!---).*\n)*?notebook: true\n")


Say = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Fence:
    """A fenced block. `source` is what the copy button gives; `line` is where its ``` stands."""

    line: int
    language: str
    flags: tuple[str, ...]
    options: dict[str, str]
    includes: tuple[str, ...]
    source: str

    @property
    def is_run(self) -> bool:
        """Whether it is a program that the reader may copy and the tests run."""
        return self.language == "python" and "notest" not in self.flags


@dataclass(frozen=True)
class Found:
    """Something found in a page's prose, and its line; of a formula, whether it is displayed."""

    line: int
    text: str
    is_display: bool = False


@dataclass(frozen=True)
class Page:
    """A Markdown page: its fences, and what its prose holds, in order."""

    path: str
    prose: str  # the page's text, as many lines, with its fences blank
    fences: tuple[Fence, ...]
    headings: tuple[Found, ...]  # "## slug"
    formulas: tuple[Found, ...]
    figures: tuple[Found, ...]  # targets of images
    links: tuple[Found, ...]  # targets of links
    explorables: tuple[Found, ...]  # names of elements
    questions: tuple[Question, ...]

    @property
    def is_notebook(self) -> bool:
        """Whether its fences are the cells of one notebook, which the build runs."""
        return bool(_NOTEBOOK.search(self.prose))

    def output_of(self, fence: Fence) -> Fence | None:
        """The output block that directly follows a program, if there is one."""
        position = self.fences.index(fence) + 1
        if position == len(self.fences) or "output" not in self.fences[position].flags:
            return None
        following = self.fences[position]
        between = self.prose.split("\n")[fence.line : following.line - 1]
        return None if "".join(between).strip() else following

    def run_before(self, fence: Fence) -> str:
        """The source that a `continuation` fence continues: all its predecessors, as one text."""
        if "continuation" not in fence.flags:
            return ""
        before = [f for f in self.fences[: self.fences.index(fence)] if f.is_run]
        return self.run_before(before[-1]) + before[-1].source if before else ""


@functools.cache
def _snippets(root: Path) -> markdown.Markdown:
    options = {"base_path": [str(root)], "check_paths": True, "dedent_subsections": True}
    return markdown.Markdown(
        extensions=["pymdownx.snippets"], extension_configs={"pymdownx.snippets": options}
    )


def expand(text: str, root: Path) -> str:
    """The text with its `--8<--` includes replaced by what they include, as on the site.

    Raises SnippetMissingError for a file or section that does not exist.
    """
    preprocessor = _snippets(root).preprocessors["snippet"]
    return "\n".join(preprocessor.run(text.removesuffix("\n").split("\n"))).rstrip("\n") + "\n"


def anchor(heading: re.Match[str]) -> str:
    """The anchor of a heading: the one it has, or what its title makes."""
    return heading[3] or str(slugify(heading[2], "-"))


def escape(text: str) -> str:
    """The text such that `expand` gives it again."""
    return _ESCAPABLE.sub(r"\1;\2", text)


def read_page(path: Path, root: Path) -> Page:
    """The page in the file `path` below `root`.

    Raises Problem, with the line, for an include that does not exist or is written otherwise, a
    fence without an end, indented code, and a file that is not UTF-8.
    """
    return parse_page(read_text(path, root), str(path.relative_to(root)), root)


def parse_page(text: str, relative: str, root: Path) -> Page:
    """The page with the Markdown `text`, as `read_page` gives it."""
    _check_includes(text, relative, root)
    lines = text.split("\n")
    fences: list[Fence] = []
    for token in _code(text):
        mark, (start, end) = token.markup, token.map or (0, 0)  # indented code has no mark
        if not mark and token.content.startswith("///"):
            continue  # a question, which is told of by its own rules
        if not mark:
            message = "indented code is neither run nor compared; put it between ``` and ```"
            raise Problem(relative, start + 1, message)
        if end == start + 1 or set(lines[end - 1].strip(" >")) != {mark[0]}:
            raise Problem(relative, start + 1, f"the block has no end; close it with {mark}")
        fences.append(_fence(token.info, token.content, start + 1, root))
        lines[start:end] = [""] * (end - start)
    prose = "\n".join(lines)
    plain = INLINE_CODE.sub(_blank, prose)
    return Page(
        relative,
        prose,
        tuple(fences),
        headings=_found(HEADING, prose, lambda m: f"{m[1]} {anchor(m)}"),
        formulas=(
            *(replace(found, is_display=True) for found in _found(_DISPLAY, plain, _squeezed)),
            *_found(_INLINE, _DISPLAY.sub(_blank, plain), _squeezed),
        ),
        figures=_found(LINK, plain, lambda m: m[3] if m[1] else ""),
        links=_found(LINK, prose, lambda m: "" if m[1] else m[3]),
        explorables=_found(_EXPLORABLE, plain, lambda m: m[1]),
        questions=read_questions(prose),
    )


@functools.cache  # a page that did not change costs nothing
def _code(text: str) -> list[Token]:
    return [token for token in parser().parse(text) if token.type in ("fence", "code_block")]


def programs_for(script: str) -> list[str]:
    """Return the programs ("page/name") whose outputs the script of an explorable loads."""
    return _DATA.findall(script)


def read_pages(root: Path, language: str) -> tuple[dict[str, Page], list[Problem]]:
    """The pages of a language by file name, and what is wrong with those left out."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for path in sorted((root / "docs" / language).rglob("*.md")):
        try:
            pages[path.name] = read_page(path, root)
        except Problem as problem:
            problems.append(problem)
    return pages, problems


def _check_includes(text: str, path: str, root: Path) -> None:
    for found in _ANY_INCLUDE.finditer(text):
        if not (match := _INCLUDE.fullmatch(found[0])):
            message = 'an include is one line of the form --8<-- "path"; write it so'
            raise Problem(path, line_at(text, found.start()), message)
        try:
            expand(match[0].strip(), root)
        except SnippetMissingError:
            name, _, section = match[1].partition(":")
            is_there = (root / name).exists()
            what = f"{name} has no section {section}" if is_there else f"no file {name}"
            message = f"{what}; mend the include, or write the program and `make update`"
            raise Problem(path, line_at(text, found.start()), message) from None
        except UnicodeDecodeError:
            read_text(root / match[1].partition(":")[0], root)  # tells where


def _fence(info: str, content: str, line: int, root: Path) -> Fence:
    options = dict(_OPTION.findall(info))
    words = _OPTION.sub("", info).strip(" {}").split()
    flags = tuple(word.removeprefix(".") for word in words)
    includes = tuple(_INCLUDE.findall(content))
    source = expand(content, root) if _ESCAPABLE.search(content) else content
    return Fence(line, flags[0] if flags else "", flags[1:], options, includes, source)


def _found(pattern: re.Pattern[str], text: str, say: Say) -> tuple[Found, ...]:
    finds = [(line_at(text, match.start()), say(match)) for match in pattern.finditer(text)]
    return tuple(Found(line, said) for line, said in finds if said)


def _squeezed(match: re.Match[str]) -> str:
    return " ".join(match[1].split())


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
