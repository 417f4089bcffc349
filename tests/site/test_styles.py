"""Stylesheets are written so that every engine reads them alike."""

import re

from verify import ROOT

STYLED = re.compile(r"text-decoration: *[^;]*\b(?:dashed|dotted|double|solid|wavy)\b[^;]*;")


def test_the_style_of_a_line_stands_not_in_the_shorthand_which_webkit_then_drops() -> None:
    folders = (ROOT / "theme/assets", ROOT / "web/explorables", ROOT / "web/playground")
    sheets = [sheet for folder in folders for sheet in folder.glob("*.css")]
    assert len(sheets) >= 3
    assert [(sheet.name, STYLED.findall(sheet.read_text("utf-8"))) for sheet in sheets] == [
        (sheet.name, []) for sheet in sheets
    ]
