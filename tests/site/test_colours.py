"""Each colour of both schemes is one, and can be told from what it stands on."""

import re
from collections.abc import Iterator

import pytest

from verify import ROOT, Problem

SHEET = "theme/assets/site.css"
SCHEMES = {
    "light": re.compile(r"^\[data-md-color-scheme\] \{[^}]*", re.M),
    "dark": re.compile(r'^  \[data-md-color-scheme="slate"\] \{[^}]*', re.M),
}
PROPERTY = re.compile(r"(--[\w-]+): *([^;\n]*)")
COLOUR = re.compile(r"#([\da-f]{3}|[\da-f]{6}|[\da-f]{8})", re.I)
NEEDS = (  # what it is of, what that stands on, and the contrast it needs there
    (r"--md-code-(fg|hl-\w+)-color", "--md-code-bg-color", 4.5),
    (r"--md-(default-fg|typeset-a|accent-fg)-color(--light)?", "--md-default-bg-color", 4.5),
    (r"--md-primary-bg-color", "--md-primary-fg-color", 4.5),
    (r"--figure-\d", "--md-default-bg-color", 3),
)
PLANTED = """\
[data-md-color-scheme] {
  --md-default-bg-color: #fff;
  --md-code-bg-color: #f3f1ea;
  --md-code-hl-keyword-color: #7a3e9d;
  --figure-0: #0068a8;
}

@media screen {
  [data-md-color-scheme="slate"] {
    --md-default-bg-color: #14191e;
    --md-code-bg-color: #1d242b;
    --md-code-hl-keyword-color: #c9a2f0;
    --figure-0: #5fb0ea;
  }
}
"""


def luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    digits = colour[1:] if len(colour) > 4 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faults(sheet: str) -> Iterator[Problem]:
    colours: dict[str, str] = {}  # the dark scheme has those of the light one that it does not name
    lines: dict[str, int] = {}
    for scheme in SCHEMES.values():
        (block,) = scheme.finditer(sheet)
        for match in PROPERTY.finditer(sheet, *block.span()):
            name, value = match.groups()
            value = colours.get(value[len("var(") : -1], value)
            colours[name], lines[name] = value, sheet.count("\n", 0, match.start()) + 1
            if not COLOUR.fullmatch(value):
                yield Problem(SHEET, lines[name], f"{name} {value} is no colour, such as #2c6e2f")
                return
        for pattern, ground_name, least in NEEDS:
            for name in filter(re.compile(pattern).fullmatch, colours):
                colour, ground = colours[name], colours[ground_name]
                if (ratio := contrast(colour, ground)) < least:
                    way = "darker" if luminance(ground) > luminance("#777") else "lighter"
                    message = f"{name} {colour} has {ratio:.2f}:1 on {ground_name} {ground}"
                    message += f"; it needs {least}:1, make it {way}"
                    yield Problem(SHEET, lines[name], message)


def test_every_colour_can_be_told_from_what_it_stands_on() -> None:
    found = [str(problem) for problem in faults((ROOT / SHEET).read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "#7a3e9d",
            "#b48fd0",
            ":4: --md-code-hl-keyword-color #b48fd0 has 2.39:1 on --md-code-bg-color #f3f1ea; "
            "it needs 4.5:1, make it darker",
        ),
        (
            "#5fb0ea",
            "#234",
            ":13: --figure-0 #234 has 1.37:1 on --md-default-bg-color #14191e; "
            "it needs 3:1, make it lighter",
        ),
        (
            "#7a3e9d",
            "#7a3e9",
            ":4: --md-code-hl-keyword-color #7a3e9 is no colour, such as #2c6e2f",
        ),
    ],
)
def test_a_colour_that_cannot_be_seen_is_told_by_its_place(
    right: str, wrong: str, message: str
) -> None:
    assert not list(faults(PLANTED))
    assert [str(fault) for fault in faults(PLANTED.replace(right, wrong))] == [SHEET + message]


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)
