"""A reader takes a figure along, as a drawing or as a picture."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image

from tests.browser.reader import Reader
from tests.conftest import every_nth
from verify import ROOT
from verify.pages import LANGUAGES


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_keys_save_a_figure_as_drawing_and_as_picture(reader: Reader, language: str) -> None:
    page = reader.open(language, "softmax")
    line = page.locator(".take").first
    link, button = line.get_by_role("link"), line.get_by_role("button")
    name = str(link.get_attribute("aria-label")).removeprefix("SVG: ")
    assert (ROOT / f"snippets/softmax/{name}.svg").exists()
    assert button.get_attribute("aria-label") == f"PNG: {name}"
    assert "CC BY 4.0" in line.evaluate("line => getComputedStyle(line, '::before').content")
    saved = []
    for control in (link, button):
        control.focus()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        saved.append(Path(download.value.path()).read_bytes())
    assert download.value.suggested_filename == f"{name}.png"
    assert saved[0] == page.request.get(urljoin(page.url, link.get_attribute("href"))).body()
    with Image.open(BytesIO(saved[1])) as picture:
        box = page.locator("svg.figure").first.bounding_box()
        assert box
        assert picture.width == 1600
        assert picture.height == pytest.approx(1600 * box["height"] / box["width"], abs=4)
        colours = picture.convert("RGB").getcolors(picture.width * picture.height)
    assert colours
    assert max(colours)[1] == (255, 255, 255)
    assert {colour for _, colour in colours} >= {(0, 128, 92), (34, 42, 49)}  # --figure-2, the ink
