"""Makes each page lighter to load without changing anything that a reader sees."""

import re
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from pygments.token import STANDARD_TYPES, string_to_tokentype

FIGURE = re.compile(r'<svg role="img".*?</svg>', re.S)
PATH = re.compile(r'(?<= d=")M [^"]*')  # as Matplotlib writes it: M 1 2 L 3.5 4 … z
POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}  # how many each command takes
SCALE = 100  # hundredths, which is how exactly figures are published
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'  # HTML knows it without being told

# What the theme draws alike is marked alike, and names not at all: half of a page's marks go.
for tokens, mark in {
    "Name Keyword.Constant Name.Function.Magic Name.Variable.Magic": "",
    "Text.Whitespace Literal.String.Affix": "",
    "Punctuation Operator.Word": "o",
    "Literal.Number.Integer Literal.Number.Float": "m",
    "Literal.String.Single Literal.String.Double Literal.String.Interpol": "s",
    "Keyword.Namespace": "k",
    "Name.Namespace Name.Class": "nf",
    "Name.Builtin.Pseudo": "nb",
}.items():
    for token in tokens.split():
        STANDARD_TYPES[string_to_tokentype(token)] = mark

# White space matters only in these, and in attributes.
VERBATIM = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>|<[^>]*>)", re.S)
INDENTATION = re.compile(r"\s*\n\s*")

OWN = ("*.css", "*.js", "explorables/*.css", "explorables/*.js")
COMMENT = {
    ".css": re.compile(r"\s*/\*.*?\*/", re.S),
    ".js": re.compile(r"^ *(?://[^\n]*|/\*.*?\*/)\n", re.M | re.S),  # on lines of their own
}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Shorten figures, and leave out what indents the template."""
    output = FIGURE.sub(lambda figure: with_short_paths(figure[0]), output)
    return without_indentation(output.replace(NAMESPACE, ""))


def on_post_build(config: MkDocsConfig) -> None:
    """Leave the comments out of the site's own stylesheets and scripts, a third of their weight."""
    assets = Path(config.site_dir, "assets")
    for path in [path for pattern in OWN for path in assets.glob(pattern)]:
        path.write_text(without_comments(path), encoding="utf-8")


def without_comments(path: Path) -> str:
    """Return a stylesheet or a script as it is published."""
    return COMMENT[path.suffix].sub("", path.read_text(encoding="utf-8")).lstrip()


@cache  # a rebuild, and the other language, have the same figures
def with_short_paths(figure: str) -> str:
    """Return a figure with its paths shortened."""
    return PATH.sub(relative, figure)


def relative(path: re.Match[str]) -> str:
    """Return a path of lines and curves with each point told from where its part begins.

    Such numbers are short and alike, and compress to half the size.
    """
    words = iter(path[0].split())
    told: list[str] = []
    here = start = (0, 0)
    for command in words:
        if command in "Zz":
            told.append("z")
            here = start
            continue
        told.append(command.lower() if told else command)
        for _ in range(POINTS[command]):
            there = (round(float(next(words)) * SCALE), round(float(next(words)) * SCALE))
            told.append(f"{short(there[0] - here[0])} {short(there[1] - here[1])} ")
        told[-1] = told[-1].rstrip()
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
