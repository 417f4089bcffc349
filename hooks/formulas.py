"""Turns formulas into MathML at build time, and publishes a font of just the glyphs they use."""

import base64
import html
import json
import re
import unicodedata
from functools import cache
from importlib.metadata import distribution
from io import BytesIO
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from hooks.node import run_node
from hooks.source import build_error

FONT = distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")
PLACEHOLDER = re.compile(
    r"(?P<before>[(\[“‘]*)"
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<tex>.*?)\\[)\]]</(?P=tag)>'
    r"(?P<after>[^\s<]*)",
    re.S,
)
SINGLE_LETTER = re.compile(r"<mi(?![^>]*mathvariant)[^>]*>(.)</mi>")
# Browsers draw a single letter in <mi> as its mathematical italic, ℎ standing outside the block.
ITALIC = {"h": "ℎ"} | {
    chr(int(unicodedata.decomposition(char).split()[1], 16)): char
    for char in map(chr, range(0x1D434, 0x1D7CC))
    if unicodedata.name(char, "").startswith("MATHEMATICAL ITALIC ")
}
# A font that comes by itself comes after the text has been drawn, and moves it. One that a script
# holds is there at once. The file is for those who have no scripts.
SCRIPT = """\
document.fonts.add(new FontFace("STIX Two Math of this site",
  Uint8Array.from(atob("%s"), (char) => char.charCodeAt(0))));
"""

Formula = tuple[str, bool]  # TeX, and whether it is displayed on a line of its own
rendered: dict[Formula, dict[str, str]] = {}  # lives as long as the process, so a rebuild is fast


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Render the formulas of all pages, which have all been read by now, with one call of Node."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    used = [(page, formulas(page.content or "")) for page in pages]
    render([item for _, items in used for item in items])
    for page, items in used:
        for item in items:
            if error := rendered[item].get("error"):
                raise build_error(item[0], f"formula {item[0]}: {error}", page, config)
        page.content = PLACEHOLDER.sub(markup, page.content or "")
    if mathml := "".join(rendered[item]["mathml"] for _, items in used for item in items):
        font = make_font(characters(mathml))
        files.append(File.generated(config, "assets/math.woff2", content=font))
        script = SCRIPT % base64.b64encode(font).decode()
        files.append(File.generated(config, "assets/math.js", content=script))


def formula(placeholder: re.Match[str]) -> Formula:
    """Return the formula that stands in a placeholder."""
    return html.unescape(placeholder["tex"]).strip(), placeholder["tag"] == "div"


def formulas(content: str) -> list[Formula]:
    """Return the formulas of a page."""
    return [formula(match) for match in PLACEHOLDER.finditer(content)]


def markup(placeholder: re.Match[str]) -> str:
    """Return what replaces a placeholder.

    A displayed formula scrolls inside itself. An inline one is kept on one line with
    the comma or the Korean particle that follows it.
    """
    tex, is_display = formula(placeholder)
    mathml = rendered[tex, is_display]["mathml"]
    if is_display:
        box = '<div class="math-block">'
        return f"{placeholder['before']}{box}{mathml}</div>{placeholder['after']}"
    text = f"{placeholder['before']}{mathml}{placeholder['after']}"
    return f'<span class="math">{text}</span>'


def render(formulas: list[Formula]) -> None:
    """Add to `rendered` those of `formulas` that it lacks."""
    new = [item for item in dict.fromkeys(formulas) if item not in rendered]
    if not new:
        return
    rendered.update(zip(new, json.loads(run_node("math.mjs", new)), strict=True))


def characters(mathml: str) -> frozenset[str]:
    """Return the characters that a browser draws for `mathml`."""
    drawn = SINGLE_LETTER.sub(lambda letter: ITALIC.get(letter[1], letter[1]), mathml)
    drawn = re.sub("<(msqrt|mroot)", r"√<\1", drawn)  # no text of the formula
    return frozenset(html.unescape(re.sub(r"<[^>]*>", "", drawn)))


@cache
def make_font(chars: frozenset[str]) -> bytes:
    """Return STIX Two Math cut down to `chars`, and the larger forms they stretch to, as WOFF2."""
    options = subset.Options(
        flavor="woff2",
        layout_features=["dtls", "flac"],  # without ssty, small forms that double the size
        name_IDs=[0, 13, 14],  # the copyright and the licence, which must stay
        hinting=False,
    )
    font = TTFont(str(FONT), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(chars))
    subsetter.subset(font)
    buffer = BytesIO()
    subset.save_font(font, buffer, options)
    return buffer.getvalue()
