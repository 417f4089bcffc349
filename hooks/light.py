"""Makes each page lighter to load without changing anything that a reader sees."""

import re
from functools import cache

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

FIGURE = re.compile(r'<svg role="img".*?</svg>', re.S)
LINES = re.compile(r'(?<= d=")M [^"]*')  # a path as Matplotlib writes it: M 1 2 L 3.5 4 … Z or z
SCALE = 100  # hundredths, which is how exactly figures are published

# White space matters only in these, and in attributes.
VERBATIM = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>|<[^>]*>)", re.S)
INDENTATION = re.compile(r"\s*\n\s*")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Shorten the lines of figures, and leave out what indents the template."""
    output = FIGURE.sub(lambda figure: with_short_paths(figure[0]), output)
    return without_indentation(output)


@cache  # a rebuild, and the other language, have the same figures
def with_short_paths(figure: str) -> str:
    """Return a figure with its lines shortened."""
    return LINES.sub(relative, figure)


def relative(path: re.Match[str]) -> str:
    """Return a path of straight lines with each point told from the one before it.

    Such numbers are short and alike, and compress to half the size. Curves are left as they are.
    """
    words = iter(path[0].split())
    told: list[str] = []
    here = start = (0, 0)
    for command in words:
        if command in "Zz":
            told.append("z")
            here = start
            continue
        if command not in ("M", "L"):
            return path[0]
        there = (round(float(next(words)) * SCALE), round(float(next(words)) * SCALE))
        told.append(command.lower() if told else command)
        told.append(f"{short(there[0] - here[0])} {short(there[1] - here[1])}")
        here = there
        start = there if command == "M" else start
    return "".join(told).replace(" -", "-")


def short(hundredths: int) -> str:
    """Return a number as SVG allows to write it: .5 for 0.50."""
    text = f"{hundredths / SCALE:.2f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0(?=\.)", r"\1", text)


def without_indentation(output: str) -> str:
    """Replace white space with a line break in it by that break."""
    parts = VERBATIM.split(output)  # text, what is kept, its name or None, text, …
    parts[::3] = [INDENTATION.sub("\n", text) for text in parts[::3]]
    del parts[2::3]
    return "".join(parts).lstrip()
