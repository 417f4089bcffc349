"""Makes the code of a page lighter, and folds what is not the point of a program."""

import ast
import html
import re
from functools import cache

from builder.words import WORDS

NAME = r'<span class="filename">.*?</span>\s*'
CODE = "<pre>(?:<span></span>)?<code>"
NAMED = re.compile(f"({NAME}{CODE})(.*?)(</code>)", re.S)
PROGRAM = re.compile(f'((?:{NAME}|"language-python highlight">){CODE})(.*?)(</code>)', re.S)
DETAILS = re.compile(r"<details.*?</details>", re.S)
TAG = re.compile(r"<[^>]+>")
PLAIN = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')  # has the colour of the code around it
ALIKE = re.compile(r'<span class="p">')  # punctuation has the colour of operators
ADJACENT = re.compile(r'(<span class="o">[^<]*)</span>(\s*)<span class="o">')
EMPTY_LINES = re.compile(r"(?<=\n)((?:</span>)?)(\n+)")
LEAST = 4  # lines that are worth a button
IMPORTS = (ast.Import, ast.ImportFrom)


def with_light_code(page: str) -> str:
    """Return a page without the marks that change no colour."""
    page = ALIKE.sub('<span class="o">', PLAIN.sub(r"\1", page))
    while (merged := ADJACENT.sub(r"\1\2", page)) != page:
        page = merged
    return page


def with_low_gaps(page: str) -> str:
    """Return a page in whose programs empty lines, however many, are one low gap: an <i>."""

    def lowered(match: re.Match[str]) -> str:
        before, code, after = match.groups()
        return before + EMPTY_LINES.sub(r"\1<i>\2</i>", code) + after

    return PROGRAM.sub(lowered, page)


def with_folds(page: str, language: str) -> str:
    """Return a page in whose programs what is not the point is folded, unless all is already."""
    opening = [match.span() for match in DETAILS.finditer(page)]

    def folded(match: re.Match[str]) -> str:
        before, code, after = match.groups()
        kind, count = fold(html.unescape(TAG.sub("", code)))
        if not count or any(start < match.start() < end for start, end in opening):
            return match[0]
        label = WORDS[language]["folded"][kind].format(count)
        button = f'<button class="unfold" aria-expanded="false" aria-label="{label}"></button>'
        lines = code.splitlines(keepends=True)
        lines.insert(count, "</span>")
        return f'{before}{button}<span class="fold">{"".join(lines)}{after}'

    return NAMED.sub(folded, page)


@cache  # both languages have the same programs, and a rebuild has most of them again
def fold(program: str) -> tuple[str, int]:
    """Return what is folded at the beginning of a program, and how many lines that are.

    It is the imports, with the rows of data that stand before anything is computed; or all of a
    program that draws, for its figure is the point.
    """
    try:
        statements = ast.parse(program).body
    except SyntaxError:  # a part of a program
        return "", 0
    lines = program.splitlines()
    if any(ast.unparse(statement) == "plt.show()" for statement in statements):
        return "plot", len(lines)
    setup = [is_setup(statement) for statement in statements]
    kind, length = "data", setup.index(False) if False in setup else 0  # all of it is the point
    if not any(map(is_table, statements[:length])):  # a few numbers are the example
        kind, length = "imports", sum(isinstance(one, IMPORTS) for one in statements[:length])
    count = end = statements[length - 1].end_lineno or 0 if length else 0
    while count < len(lines) and not lines[count]:
        count += 1
    return (kind, count) if min(count, end + 1) >= LEAST else ("", 0)  # two empty lines are one


def is_setup(statement: ast.stmt) -> bool:
    """Whether a statement is an import, or names rows of data, or makes a tensor of those."""
    if isinstance(statement, IMPORTS):
        return True
    if not isinstance(statement, (ast.Assign, ast.AugAssign)):
        return False
    calls = [node.func for node in ast.walk(statement.value) if isinstance(node, ast.Call)]
    return not isinstance(statement.value, ast.BinOp) and all(
        ast.unparse(call) in ("torch.tensor", "torch.FloatTensor", "torch.LongTensor")
        for call in calls
    )


def is_table(statement: ast.stmt) -> bool:
    """Whether a statement holds rows of data."""
    return any(
        isinstance(node, ast.List) and sum(isinstance(row, ast.List) for row in node.elts) >= LEAST
        for node in ast.walk(statement)
    )
