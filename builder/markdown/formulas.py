"""Turns the formulas that pymdownx.arithmatex finds into MathML, with Temml."""

import html
import json
import re

from builder.node import run_node

PLACEHOLDER = re.compile(
    r"(?P<before>[(\[“‘]*)"
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<tex>.*?)\\[)\]]</(?P=tag)>'
    r"(?P<after>[^\s<]*)",
    re.S,
)

Formula = tuple[str, bool]  # TeX, and whether it is displayed on a line of its own
rendered: dict[Formula, dict[str, str]] = {}  # the "mathml" of each, or the "error" in it


def with_mathml(text: str) -> str:
    """Return HTML with its formulas; those that were rendered before cost nothing.

    Raises ValueError for one that is no TeX.
    """
    found = dict.fromkeys(formula(match) for match in PLACEHOLDER.finditer(text))
    if new := [item for item in found if item not in rendered]:
        rendered.update(zip(new, json.loads(run_node("math.mjs", new)), strict=True))
    return PLACEHOLDER.sub(markup, text)


def formula(placeholder: re.Match[str]) -> Formula:
    """Return the formula that stands in a placeholder."""
    return " ".join(html.unescape(placeholder["tex"]).split()), placeholder["tag"] == "div"


def markup(placeholder: re.Match[str]) -> str:
    """Return what replaces a placeholder.

    A displayed formula scrolls inside itself. An inline one is kept on one line with the comma or
    the Korean particle that follows it.
    """
    tex, is_display = formula(placeholder)
    found = rendered[tex, is_display]
    if "error" in found:
        raise ValueError(f"formula {tex}: {found['error']}")
    before, mathml, after = placeholder["before"], found["mathml"], placeholder["after"]
    if is_display:
        return f'{before}<div class="math-block">{mathml}</div>{after}'
    return f'<span class="math">{before}{mathml}{after}</span>'
