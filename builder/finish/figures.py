"""Lets the files of figures stand alone, with what those in a page have of it."""

import re
from pathlib import Path

COLOUR = re.compile(r"(--figure-\d|--md-default-fg-color): (#\w+)")  # the light scheme comes first
NAMED = re.compile(r"var\((--[\w-]+)\)")
ROOT = re.compile(r'<svg(?=[^>]* width="([\d.]+)")(?=[^>]* viewBox="0 0 ([\d.]+) ([\d.]+)")')


def complete_figures(site: Path, root: Path) -> None:
    """Give those in the directory of a site their colours, an ink, a font and a height."""
    sheet = (root / "theme/assets/site.css").read_text(encoding="utf-8")
    light = dict(reversed(COLOUR.findall(sheet)))
    ink = light["--md-default-fg-color"]

    def begin(found: re.Match[str]) -> str:
        width, *box = map(float, found.groups())
        height = f"{width * box[1] / box[0]:.0f}"
        return f'<svg font-family="sans-serif" color="{ink}" height="{height}"'

    for path in site.glob("snippets/*/*.svg"):
        svg = NAMED.sub(lambda name: light.get(name[1], "#fff"), path.read_text(encoding="utf-8"))
        path.write_text(ROOT.sub(begin, svg, count=1), encoding="utf-8")
