"""Compares what a program printed with what is published, forgiving only the last printed place.

PyTorch's own last decimals differ by one between CPU instruction sets, so a number of four
significant digits or more may differ from the published one by one unit in its last printed place;
everything else must be equal.
"""

import difflib
import re
from collections.abc import Callable
from decimal import Decimal

# A decimal number with the spaces before it, so that a right-aligned column may change its width.
DECIMAL = re.compile(r"( *)(?<![\w.])([+-]?\d+\.\d+(?:[eE][+-]?\d+)?)(?!\.?\d)")
NUMBER = re.compile(r"(?<![\w#.])(-?\d+(?:\.\d+)?)(?![\w.])")
SVG_TEXT = re.compile(r"(?<=>)([^<>]+)(?=</)")

FIGURE_TOLERANCE = Decimal("0.05")  # SVG user units, a twentieth of a pixel: nothing to be seen

SIGNIFICANT = 4  # digits; a number of fewer is far from what instruction sets change

Agree = Callable[[str, str], bool]


def last_place(number: str) -> Decimal:
    """One unit in the last printed place: 0.001 for "2.718", 1E-9 for "1.50e-07"."""
    return Decimal(1).scaleb(int(Decimal(number).as_tuple().exponent))


def lines_agree(published: str, actual: str) -> bool:
    """Whether two lines of output are equal but for one unit in the last place of long decimals."""
    if published == actual:
        return True
    old, new = DECIMAL.split(published), DECIMAL.split(actual)
    if len(old) != len(new) or old[0::3] != new[0::3]:
        return False
    columns = zip(old[1::3], new[1::3], old[2::3], new[2::3], strict=True)
    return all(decimals_agree(*column) for column in columns)


def decimals_agree(old_space: str, new_space: str, old: str, new: str) -> bool:
    """Whether `new` may stand for `old` in the same column; both are decimal numerals."""
    values = Decimal(old), Decimal(new)
    significant = min(len(value.as_tuple().digits) for value in values)
    tolerance = last_place(old) if significant >= SIGNIFICANT else 0
    aligned = old_space == new_space or len(old_space + old) == len(new_space + new)
    same_precision = len(old.partition(".")[2]) == len(new.partition(".")[2])
    return aligned and same_precision and abs(values[0] - values[1]) <= tolerance


def figure_lines_agree(published: str, actual: str) -> bool:
    """Whether two lines of SVG are equal but for coordinates that moved invisibly.

    Text inside the figure is held to the rule for output.
    """
    if published == actual:
        return True
    old_text, new_text = SVG_TEXT.findall(published), SVG_TEXT.findall(actual)
    if len(old_text) != len(new_text) or not all(map(lines_agree, old_text, new_text)):
        return False
    old = NUMBER.split(SVG_TEXT.sub("", published))
    new = NUMBER.split(SVG_TEXT.sub("", actual))
    return old[0::2] == new[0::2] and all(
        abs(Decimal(a) - Decimal(b)) <= FIGURE_TOLERANCE
        for a, b in zip(old[1::2], new[1::2], strict=True)
    )


def merge(published: str, actual: str, agree: Agree) -> str:
    """`actual`, with each line that agrees with its published counterpart left as published.

    The texts agree exactly when the result equals `published`.
    """
    old, new = published.splitlines(keepends=True), actual.splitlines(keepends=True)
    if len(old) == len(new):  # the usual case, and the only one in which noise moves many lines
        pairs = zip(old, new, strict=True)
        return "".join(a if agree(a, b) else b for a, b in pairs)
    merged = list(new)
    # The counterpart of a line may have other numbers.
    ours, theirs = ([DECIMAL.sub("#", line) for line in lines] for lines in (old, new))
    for block in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            if agree(old[block.a + i], new[block.b + i]):
                merged[block.b + i] = old[block.a + i]
    return "".join(merged)


def difference(published: str, actual: str, most_lines: int = 40) -> tuple[int, str]:
    """The first line of `published` that differs, and a unified diff cut to a readable length."""
    old, new = published.splitlines(), actual.splitlines()
    pairs = enumerate(zip(old, new, strict=False))
    first = next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))
    diff = list(difflib.unified_diff(old, new, "published", "now", n=2, lineterm=""))
    shown = [line if len(line) <= 160 else line[:157] + "..." for line in diff[:most_lines]]
    if len(diff) > most_lines:
        shown.append(f"... and {len(diff) - most_lines} more lines")
    return first + 1, "\n".join(shown)
