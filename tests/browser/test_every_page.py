"""Every page, in both languages and schemes, on a desktop and on a phone."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.reader import DESKTOP, PAGES, PHONE, Reader
from tests.conftest import PATH
from verify import ROOT
from verify.pages import read_page

# Each page in each scheme and at each width; the pages that hold every kind of content in all
# four ways to combine them, because colours that depend on the width belong to the theme.
LOOKS = [("light", DESKTOP), ("dark", PHONE)]
MORE_LOOKS = [("dark", DESKTOP), ("light", PHONE)]
THOROUGHLY = ("index", "mistakes_targets")
COPY = """async () => {
  const copied = [];
  for (const button of document.querySelectorAll(".language-python [data-md-type=copy]")) {
    await navigator.clipboard.writeText("");
    button.click();
    let text = "";
    for (let tries = 0; !text && tries < 100; tries++) {
      await new Promise(requestAnimationFrame);
      text = await navigator.clipboard.readText();
    }
    copied.push(text);
  }
  return copied;
}"""

KILOBYTE = 1000
FIRST_VISIT, FIRST_VISIT_WITH_FORMULAS = 90 * KILOBYTE, 110 * KILOBYTE
FURTHER_PAGE = 25 * KILOBYTE
REQUESTS = 14
SHIFT = 0.01


def weight(directory: Path, url: str) -> int:
    """Bytes that a server sends for a file, compressed as most servers are set up to."""
    path = urlsplit(url).path.removeprefix(PATH)
    file = directory / path
    content = (file / "index.html" if file.is_dir() else file).read_bytes()
    is_compressed = file.suffix in {".woff2", ".png", ".gz"}
    return len(content if is_compressed else gzip.compress(content, 6, mtime=0))


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_first_visit_is_light_and_still_and_gives_the_programs(
    reader: Reader, built_site: Path, language: str, name: str
) -> None:
    page = reader.open(language, name)
    parts = {there: weight(built_site, there) for there in reader.asked}
    has_formulas = page.locator("article math").count() > 0
    budget = FIRST_VISIT_WITH_FORMULAS if has_formulas else FIRST_VISIT
    told = "\n".join(f"{size:7} {there}" for there, size in parts.items())
    assert len(reader.asked) <= REQUESTS, told
    assert sum(parts.values()) <= budget, f"{sum(parts.values())} bytes:\n{told}"
    assert parts[page.url] <= FURTHER_PAGE, "what instant navigation loads"
    assert reader.shifts() < SHIFT

    source = read_page(ROOT / "docs" / language / f"{name}.md", ROOT)
    programs = [fence.source.rstrip("\n") for fence in source.fences if fence.language == "python"]
    reader.unfold()
    copied = [text.rstrip("\n") for text in page.evaluate(COPY)]
    assert copied == programs
    assert page.locator(".output button").count() == 0


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_fits_and_is_accessible_with_everything_unfolded(
    browser: Browser, url: str, language: str, name: str
) -> None:
    reader = Reader(browser, url, PHONE, reduced_motion="reduce")
    page = reader.open(language, name)
    assert reader.shifts() < SHIFT
    reader.unfold()
    for scheme, size in [*LOOKS, *(MORE_LOOKS if name in THOROUGHLY else [])]:
        reader.look(scheme, size)
        told = page.evaluate("document.body.dataset.mdColorScheme")
        assert told == {"light": "default", "dark": "slate"}[scheme]
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], f"scrolls sideways at {size[0]} px"
        assert reader.violations() == [], f"{scheme}, {size[0]} px"
    reader.leave()
