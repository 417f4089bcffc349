"""Turns what Matplotlib draws into an SVG that is the same on every run and at home on the page."""

import re
import xml.etree.ElementTree as ET
from typing import Any

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

# Matplotlib needs real colours while it draws; these stand for the page's own.
PAGE_COLOURS = {
    "#010203": "currentColor",
    "#ffffff": "var(--figure-background)",
    "#0000c0": "var(--figure-0)",
    "#c00000": "var(--figure-1)",
    "#00c000": "var(--figure-2)",
    "#c000c0": "var(--figure-3)",
    "#c0c000": "var(--figure-4)",
    "#00c0c0": "var(--figure-5)",
}
INK, _, *CYCLE = PAGE_COLOURS

PUBLISHED_STYLE: Any = {
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": INK,
    "grid.alpha": 0.15,
    "legend.frameon": False,
    "patch.edgecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "figure.figsize": (4.8, 3.2),
    "savefig.bbox": "tight",
    "savefig.pad_inches": 0.08,
    "savefig.transparent": True,
    "svg.fonttype": "none",  # text stays text: selectable, and in the page's own font
    "svg.hashsalt": "published",  # ids are random otherwise
}

_FAMILY = re.compile(r"font-family: [^;]*;? ?")
_NO_ROTATION = re.compile(r"rotate\(-?0 [^)]*\)")
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+|(?<=href=\"#)[^\"]+")


def publishable(svg: str, name: str) -> str:
    """Return Matplotlib's SVG as it is published: reproducible and ready to stand in an HTML page.

    Colours become the page's, fonts are inherited, ids carry the program's `name` so that two
    figures on one page do not clash, coordinates have two decimals, and nothing invisible is left.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)
    targets = dict.fromkeys(_REFERENCE.findall(svg))
    ids = {target: f"{name.replace('/', '-')}-{i}" for i, target in enumerate(targets)}
    _simplify(root, ids)
    _, _, width, height = _LONG_DECIMAL.sub(_two_decimals, root.attrib["viewBox"]).split()
    root.attrib = {
        "class": "figure",
        "viewBox": f"0 0 {width} {height}",
        "width": str(round(float(width) * 4 / 3)),  # a point is 4/3 CSS pixels
    }
    text = ET.tostring(root, encoding="unicode")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _simplify(parent: ET.Element, ids: dict[str, str]) -> None:
    """Strip, below `parent`, what a reader does not see, and rename the ids that are used."""
    kept: list[ET.Element] = []
    for child in parent:
        _simplify(child, ids)
        _clean_attributes(child, ids)
        kind = child.tag.removeprefix(f"{{{SVG}}}")
        is_empty = not len(child) and not (child.text or "").strip()
        if kind in ("metadata", "style") or (kind in ("g", "defs") and is_empty):
            continue
        if kind == "path" and child.get("style") == "fill: none" and "id" not in child.attrib:
            continue  # the transparent background
        kept += list(child) if kind == "g" and not child.attrib else [child]
    parent[:] = kept


def _clean_attributes(element: ET.Element, ids: dict[str, str]) -> None:
    attributes = dict(element.attrib)
    element.attrib.clear()
    for key, value in attributes.items():
        if key == "id":
            value = ids.get(value, "")
        elif key == XLINK_HREF:
            key, value = "href", f"#{ids[value[1:]]}" if value.startswith("#") else value
        else:
            value = _NO_ROTATION.sub("", _FAMILY.sub("", value))
            value = _LONG_DECIMAL.sub(_two_decimals, value)
            value = _REFERENCE.sub(lambda match: ids[match[0]], value)
            value = _COLOUR.sub(lambda match: PAGE_COLOURS.get(match[0].lower(), match[0]), value)
        if value.strip():
            element.set(key, value.strip())


def _two_decimals(match: re.Match[str]) -> str:
    rounded = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if rounded == "-0" else rounded
