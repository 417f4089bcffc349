"""Every page: what a visit costs, and whether all of it can be used and read.

Each is opened once, and what is asked of it is asked there; only what needs another browser's
settings opens it again.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import readable
from tests.browser.reader import DESKTOP, PHONE, THOROUGHLY, Reader, address, in_turn
from tests.conftest import PATH
from verify import ROOT
from verify.pages import read_page

# English in the light at a desktop, Korean in the dark on a phone; pages that hold every kind of
# content in all ways to combine them.
LOOKS = {"en": [("light", DESKTOP)], "ko": [("dark", PHONE)]}
ALL_LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in (DESKTOP, PHONE)]
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

OUTPUTS = """() => [...document.querySelectorAll(".output pre > code")]
  .map(output => output.textContent)"""
# Marks of a page's source that are left in what a reader sees of it; in code each is meant.
UNRENDERED = r"""() => {
  const article = document.querySelector("article").cloneNode(true);
  for (const code of article.querySelectorAll("pre, code, annotation")) code.remove();
  const left = /-+8<-+ |\\\(|\\\[|\$\$|\{\{|\}\}|\{%|^ *(!!!|\?\?\?\+?|\/\/\/) ?\w*/gm;
  const faults = article.textContent.match(left) ?? [];
  return [...faults, ...[...article.querySelectorAll("merror")].map(error => error.textContent)];
}"""

KILOBYTE = 1000
FIRST_VISIT, FIRST_VISIT_WITH_FORMULAS = 90 * KILOBYTE, 110 * KILOBYTE
SCRIPT = 1200  # of each explorable after a page's first
FURTHER_PAGE = 25 * KILOBYTE
REQUESTS = 14  # and one for each explorable after a page's first
SHIFT = 0.01
OPENED, SWEPT = 5, 15  # `make test` opens each page in so many, and asks what takes long of fewer


def weight(directory: Path, url: str) -> int:
    """Bytes that a server sends for a file, compressed as most servers are set up to."""
    path = urlsplit(url).path.removeprefix(PATH)
    file = directory / path
    content = (file / "index.html" if file.is_dir() else file).read_bytes()
    is_compressed = file.suffix in {".woff2", ".png", ".gz"}
    return len(content if is_compressed else gzip.compress(content, 6, mtime=0))


@dataclass(frozen=True)
class Visit:
    """A page that was opened in a fresh profile and then unfolded, and what that took."""

    language: str
    name: str
    reader: Reader
    asked: tuple[str, ...]
    shift: float

    @property
    def page(self) -> Page:
        """The browser's tab."""
        return self.reader.page


@pytest.fixture(scope="module", params=in_turn(0, OPENED))
def visit(request: pytest.FixtureRequest, browser: Browser, url: str) -> Iterator[Visit]:
    """A visit of each page, shared by its tests: English on a desktop, Korean on a phone."""
    language, name = request.param
    size = DESKTOP if language == "en" else PHONE
    reader = Reader(browser, url, size, reduced_motion="reduce")
    reader.open(language, name)
    visit = Visit(language, name, reader, tuple(reader.asked), reader.shifts())
    reader.unfold()
    yield visit
    reader.leave()


def test_a_first_visit_is_light_and_still(visit: Visit, built_site: Path) -> None:
    parts = {there: weight(built_site, there) for there in visit.asked}
    has_formulas = visit.page.locator("article math").count() > 0
    budget = FIRST_VISIT_WITH_FORMULAS if has_formulas else FIRST_VISIT
    further = max(visit.page.locator(".explorable").count() - 1, 0)
    budget += further * SCRIPT
    told = "\n".join(f"{size:7} {there}" for there, size in parts.items())
    assert len(visit.asked) <= REQUESTS + further, told
    assert sum(parts.values()) <= budget, f"{sum(parts.values())} bytes:\n{told}"
    assert parts[visit.page.url] <= FURTHER_PAGE, "what instant navigation loads"
    assert visit.shift < SHIFT


def test_it_fits_and_is_accessible(visit: Visit) -> None:
    for scheme, size in ALL_LOOKS if visit.name in THOROUGHLY else LOOKS[visit.language]:
        visit.reader.look(scheme, size)
        told = visit.page.evaluate("document.body.dataset.mdColorScheme")
        assert told == {"light": "default", "dark": "slate"}[scheme]
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], f"scrolls sideways at {size[0]} px"
        assert visit.reader.violations() == [], f"{scheme}, {size[0]} px"


def test_on_a_phone_rows_stay_rows_and_messages_are_read_whole(visit: Visit) -> None:
    visit.reader.resize(PHONE)
    assert visit.page.evaluate(readable.BROKEN) == []
    assert visit.page.evaluate(readable.CUT) == []


def test_on_a_small_phone_nothing_is_torn_and_nothing_scrolls_in_vain(visit: Visit) -> None:
    visit.reader.resize((360, 800))
    assert visit.page.evaluate(readable.TORN) == []
    assert visit.page.evaluate(readable.UNMARKED) == []


def test_what_scrolls_sideways_fades_where_there_is_more(visit: Visit) -> None:
    visit.reader.resize(PHONE)
    for element, look in visit.page.evaluate(readable.WIDE):
        assert look.startswith("fade scroll(self inline) linear-gradient"), element


@pytest.mark.parametrize("font", readable.FIGURE_FONTS)
def test_text_of_figures_is_large_enough_and_stays_clear(visit: Visit, font: str) -> None:
    visit.reader.resize(PHONE)
    assert visit.page.evaluate(readable.UNCLEAR, [font, 10]) == []
    visit.page.evaluate(readable.UNCLEAR, ["", 0])


@pytest.mark.parametrize("visit", in_turn(0, SWEPT), indirect=True)
def test_it_can_be_read_with_any_font_at_any_width(visit: Visit) -> None:
    def send(route: Route) -> None:
        weight, family = route.request.url.rpartition("/")[2].split(".font?")
        route.fulfill(body=readable.font_file(unquote(family), int(weight)).read_bytes())

    page = visit.page
    page.route(readable.FONT_ADDRESS, send)
    # Text meets each width in one of the fonts, numbers that change in narrow places in both.
    step = 1 if page.locator(".explorable").count() else 2
    for number, family in enumerate(readable.FONTS_OF[visit.language]):
        page.evaluate(readable.USE_FONT, [family, 400, 700])
        readable.assert_readable(family, page, readable.WIDTHS[number % step :: step], number)
        visit.reader.resize(DESKTOP)
        assert page.evaluate(readable.CRAMPED) == [], family
    page.evaluate("fontSheet.replaceSync('')")
    page.unroute(readable.FONT_ADDRESS)


@pytest.mark.parametrize("visit", in_turn(0, SWEPT), indirect=True)
def test_it_can_be_read_with_spaced_and_with_large_text(visit: Visit) -> None:
    page = visit.page
    page.evaluate(readable.SPACING)
    readable.assert_readable("text spacing of WCAG 1.4.12", page, (320, 390, 1280))
    page.evaluate("document.adoptedStyleSheets.pop()")
    client = page.context.new_cdp_session(page)
    client.send("Page.enable")
    for size in (32, 16):  # twice what it was, and back
        client.send(
            "Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size * 13 // 16}}
        )
        if size == 32:
            readable.assert_readable("text of 200 %", page, (320, 390, 768, 1280))
    client.detach()


def test_nothing_of_its_source_is_left_unrendered(visit: Visit) -> None:
    assert visit.page.evaluate("document.documentElement.lang") == visit.language
    assert visit.page.evaluate(UNRENDERED) == []
    for figure in visit.page.locator("svg.figure").all():
        assert len(figure.get_attribute("aria-label") or "") >= 20


def test_it_shows_and_copies_what_was_run(visit: Visit) -> None:
    # The last, for the theme then tells in a corner that it has copied.
    source = read_page(ROOT / "docs" / visit.language / f"{visit.name}.md", ROOT)
    programs = [fence.source.rstrip("\n") for fence in source.fences if fence.language == "python"]
    assert [text.rstrip("\n") for text in visit.page.evaluate(COPY)] == programs
    assert visit.page.locator(".output button").count() == 0
    if not source.is_notebook:  # whose outputs the build makes
        outputs = [fence.source.rstrip("\n") for fence in source.fences if "output" in fence.flags]
        assert [text.rstrip("\n") for text in visit.page.evaluate(OUTPUTS)] == outputs


@pytest.mark.parametrize("opened", in_turn(0, SWEPT))
def test_it_can_be_read_without_scripts_in_forced_colours_and_on_paper(
    browser: Browser, url: str, opened: tuple[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(url, *opened))
    assert page.evaluate("matchMedia('(scripting: none)').matches")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    readable.assert_readable("without scripts", page, (320, 390, 700, 1280))
    page.emulate_media(forced_colors="active")
    readable.assert_readable("forced colours", page, (390, 1280))
    page.emulate_media(media="print")
    readable.assert_readable("A4 between its margins", page, (670,))
    context.close()
