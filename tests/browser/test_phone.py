"""What is wide stays whole on a phone and on paper, and says that there is more of it."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser

from tests.browser import readable
from tests.browser.reader import PHONE, Reader


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


def test_the_names_of_site_and_page_are_not_shortened(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, PHONE)
    page = reader.open("en", "rare_classes")
    page.route(
        readable.FONT_ADDRESS,
        lambda route: route.fulfill(body=readable.font_file("DejaVu Sans", 700).read_bytes()),
    )
    page.evaluate(readable.USE_FONT, ["DejaVu Sans", 700])
    for width in (320, 360, 390, 430):
        reader.resize((width, 844))
        for name in page.locator(".md-header__topic .md-ellipsis").all():
            over = name.evaluate("""name => {
              const bar = name.closest(".md-header");
              return [name.scrollWidth - name.clientWidth, name.offsetHeight - bar.offsetHeight];
            }""")
            assert max(over) <= 0, f"{name.text_content()} at {width} pixels"
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
