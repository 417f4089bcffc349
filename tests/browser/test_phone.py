"""What is wide stays whole on a phone, and says that there is more of it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.reader import PAGES, PHONE, Reader
from verify.pages import LANGUAGES

# What is folded has no size.
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true })"
# Each row that is broken into several lines, though it is no message.
BROKEN = """() => [...document.querySelectorAll(".output code")].flatMap(code => {
  const broken = [];
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (text.parentElement.closest(".message")) continue;
    for (const { 0: row, index } of text.data.matchAll(/.+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + row.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(row);
    }
  }
  return broken;
})"""
# Each message that does not end where the reader sees it.
CUT = """() => [...document.querySelectorAll(".output .message")]
  .filter(message => message.getBoundingClientRect().right > innerWidth)
  .map(message => message.textContent)"""
WIDE = """() => {
  const wide = element => element.scrollWidth > element.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll("article *")].filter(wide).map(element => {
    const { animationName, animationTimeline, maskImage } = getComputedStyle(element);
    return [element.outerHTML.slice(0, 80), `${animationName} ${animationTimeline} ${maskImage}`];
  });
}"""

# Text of figures that is small, leaves its figure, or lies on other text, in a font.
UNREADABLE = """([font, least]) => [...document.querySelectorAll("svg.figure")].flatMap(figure => {
  figure.style.fontFamily = font;
  const frame = figure.getBoundingClientRect();
  const scale = frame.width / figure.viewBox.baseVal.width;
  const texts = [...figure.querySelectorAll("text")];
  const boxes = texts.map(text => text.getBoundingClientRect());
  return texts.flatMap((text, index) => {
    const { left, top, right, bottom } = boxes[index];
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    const faults = size < least ? [`${text.textContent}: ${size} px`] : [];
    if (left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1
      || bottom > frame.bottom + 1) faults.push(`${text.textContent}: outside`);
    const other = boxes.slice(0, index).findIndex(box => box.left < right - 1
      && left < box.right - 1  // a line is higher than its letters
      && box.top < bottom - 3 && top < box.bottom - 3);
    if (other >= 0) faults.push(`${text.textContent}: on ${texts[other].textContent}`);
    return faults;
  });
})"""
FONTS = ("", "DejaVu Sans, Verdana, sans-serif")  # that of the page, and the widest of the usual


@pytest.fixture(params=LANGUAGES)
def pages(browser: Browser, url: str, request: pytest.FixtureRequest) -> Iterator[Iterator[Page]]:
    """All pages of a language, opened on a phone one after the other."""
    reader = Reader(browser, url, PHONE)

    def opened() -> Iterator[Page]:
        for language, name in PAGES:
            if language == request.param:
                reader.page.goto(reader.address(language, name))
                reader.page.evaluate(
                    "document.querySelectorAll('details').forEach(d => d.open = 1)"
                )
                yield reader.page

    yield opened()
    reader.leave()


def test_rows_that_are_printed_stay_rows_and_messages_are_read_whole(pages: Iterator[Page]) -> None:
    found = {page.url: page.evaluate(BROKEN) + page.evaluate(CUT) for page in pages}
    assert len(found) > 20
    assert {url: rows for url, rows in found.items() if rows} == {}


def test_what_scrolls_sideways_fades_where_there_is_more(pages: Iterator[Page]) -> None:
    found = {page.url: page.evaluate(WIDE) for page in pages}
    kinds = " ".join(element for boxes in found.values() for element, _ in boxes)
    assert all(kind in kinds for kind in ("<code", "math-block"))
    for url, boxes in found.items():
        for element, look in boxes:
            assert look.startswith("fade scroll(self inline) linear-gradient"), f"{url} {element}"


def test_text_of_figures_is_large_enough_and_stays_clear(pages: Iterator[Page]) -> None:
    found = {
        (page.url, font): page.evaluate(UNREADABLE, [font, 10]) for page in pages for font in FONTS
    }
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_the_fade_goes_at_the_end(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, PHONE)
    page = reader.open("en", "reading_the_log")
    box = page.locator(".output pre > code").filter(has_text="standardised").first

    def darkest() -> list[int]:
        """The darkest grey at the left and the right edge of the box."""
        image = Image.open(BytesIO(box.screenshot())).convert("L")
        edges = ((0, 24), (image.width - 24, image.width))
        return [min(image.crop((a, 0, b, image.height)).tobytes()) for a, b in edges]

    box.evaluate("box => { box.scrollLeft = 0 }")
    left, right = darkest()
    assert right - left > 40
    box.evaluate("box => { box.scrollLeft = 1e4 }")
    page.wait_for_timeout(100)
    left, right = darkest()
    assert left - right > 40
    reader.leave()


def test_on_paper_no_output_is_cut(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, (640, 900))  # the width of A4 between its margins
    for name in ("stability", "scaling_out", "mistakes_targets", "softmax"):
        page = reader.open("en", name)
        page.emulate_media(media="print")
        cut = page.evaluate("""() => [...document.querySelectorAll(".output code, .math-block")]
          .filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
          .map(box => box.textContent)""")
        assert cut == []
        page.emulate_media(media="screen")
    reader.leave()
