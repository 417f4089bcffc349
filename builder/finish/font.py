"""Publishes a font of just the glyphs that the formulas of a site use."""

import base64
import html
import re
import unicodedata
from functools import cache
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")
MATH = re.compile(r"<math\b.*?</math>", re.S)
SINGLE_LETTER = re.compile(r"<mi(?![^>]*mathvariant)[^>]*>(.)</mi>")
# Browsers draw a single letter in <mi> as its mathematical italic, ℎ standing outside the block.
ITALIC = {"h": "ℎ"} | {
    chr(int(unicodedata.decomposition(char).split()[1], 16)): char
    for char in map(chr, range(0x1D434, 0x1D7CC))
    if unicodedata.name(char, "").startswith("MATHEMATICAL ITALIC ")
}
DROP = -60  # thousandths of an em: below the foot of the letter or the sign
PRIME = "minute.ssty"  # made to be raised; the other is high by itself and would hardly be seen
# A font that comes by itself comes after the text has been drawn, and moves it. One that a script
# holds is there at once. The file is for those who have no scripts.
SCRIPT = """\
document.fonts.add(new FontFace("STIX Two Math of this site",
  Uint8Array.from(atob("%s"), (char) => char.charCodeAt(0))));
"""


def publish_font(site: Path) -> None:
    """Publish the font for all pages below `site`, if they have formulas."""
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("index.html")]
    if mathml := "".join(formula for page in pages for formula in MATH.findall(page)):
        font = make_font(characters(mathml))
        (site / "assets/math.woff2").write_bytes(font)
        script = SCRIPT % base64.b64encode(font).decode()
        (site / "assets/math.js").write_text(script, encoding="utf-8")


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
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord("′")] = PRIME
    # TeX puts the index of a letter as low as any; browsers would put it lower below p and y.
    # Below a large sign it must stay at the foot, or the limit of an integral is printed over it.
    font["MATH"].table.MathConstants.SubscriptBaselineDropMin.Value = DROP
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(chars))
    subsetter.subset(font)
    buffer = BytesIO()
    subset.save_font(font, buffer, options)
    return buffer.getvalue()
