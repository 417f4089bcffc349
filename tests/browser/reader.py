"""A reader of the site, whose browser remembers what it asked for and what went wrong."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    FloatRect,
    Locator,
    Page,
    Request,
    Response,
)

from tests.conftest import turn
from verify import ROOT
from verify.pages import LANGUAGES

DESKTOP, PHONE = (1280, 900), (390, 844)
PAGES = [
    (language, path.stem)
    for language in LANGUAGES
    for path in sorted((ROOT / "docs" / language).glob("*.md"))
]
THOROUGHLY = ("index", "mistakes_targets")  # which hold every kind of content
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
# No rule that applies here asks for stylesheets and sounds, which axe would load each time. Of the
# rules that axe asks only on request those that Lighthouse wants held, on a phone as there; on a
# desktop the list of pages is scrolled, and a link half out of sight would be too small a target.
VIOLATIONS = """async part => {
  const more = ["identical-links-same-purpose", "label-content-name-mismatch",
    "table-fake-caption", "target-size", "td-has-header"];
  const enabled = innerWidth < 600;
  const rules = Object.fromEntries(more.map(name => [name, { enabled }]));
  const options = { resultTypes: ["violations"], preload: false, rules };
  const { violations } = await axe.run(part, options);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}"""
# Adopted, so that a page's security policy does not forbid it.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""
CHOOSE = """scheme => new Promise(done => {
  const button = document.querySelector(".scheme-switch");
  if (document.body.dataset.mdColorScheme !== scheme) button.click();
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
# An explorable has the height of its content in the second frame after a change.
FRAMES = """() => new Promise(done => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""
EXPLORABLES = "[...document.querySelectorAll('.explorable')].map(({ localName }) => localName)"
# What an explorable does 400 milliseconds after a change has been done.
SETTLED = "() => new Promise(done => { setTimeout(done, 500); })"
# What moved by itself, as a share of the window: https://web.dev/articles/cls
SHIFTS = """() => new Promise(told => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(({ value }) => { sum += value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => told(sum))));
})"""

BLOCKED = "Service Worker registration blocked by Playwright"


def in_turn(half: int, every: int = 1) -> list[Any]:
    """Return the pages as parameters, of which CI opens half 0 or half 1, and all of them weekly.

    A half has each page in English or in Korean. Chromium and WebKit open one, Firefox the other,
    so that CI sees all pages in both languages. Of its half, `make test` opens each `every`-th
    page, those that hold every kind of content, and those that differ from the last commit; the
    others wait for the sweep.
    """
    assert every % 2, "with an even number all of them are in one language"
    names = [name for language, name in PAGES if language == "en"]

    def mark(language: str, name: str) -> Any:
        place = names.index(name)
        if name in THOROUGHLY:
            return ()
        if language != LANGUAGES[(place + half) % 2]:
            return pytest.mark.weekly
        return turn([name], place % every == 0)

    return [pytest.param(page, marks=mark(*page), id="-".join(page)) for page in PAGES]


# A page that still loads moves what a hand is about to take.
LIES_STILL = """async element => {
  for (let frames = 0, before; frames < 3; frames += 1) {
    await new Promise(requestAnimationFrame);
    const { left, top } = element.getBoundingClientRect();
    if (before !== `${left} ${top}`) frames = 0;
    before = `${left} ${top}`;
  }
}"""


def place_of(element: Locator) -> FloatRect:
    """Return where an element is, once it is in view and lies still."""
    element.evaluate("element => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
    element.evaluate(LIES_STILL)
    box = element.bounding_box()
    assert box
    return box


def address(url: str, language: str, name: str) -> str:
    """Return the address of a page of the site at `url`."""
    folder = "" if language == "en" else f"{language}/"
    return url + folder + ("" if name == "index" else f"{name}/")


class Reader:
    """Opens pages in a fresh profile: an empty cache, no storage, and nothing kept for later."""

    def __init__(
        self, browser: Browser, url: str, size: tuple[int, int] = DESKTOP, **options: Any
    ) -> None:
        width, height = size
        self.url = url
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="en",
            service_workers="block",  # what it fetches, no test sees
            **options,
        )
        self.context.set_default_timeout(60_000)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._fault(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.asked.append(request.url)
            if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
                self._fault(f"foreign: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it had come
            self._fault(f"failed: {request.failure}: {request.url}")

    def _answered(self, response: Response) -> None:
        if not response.ok and response.status != 304:  # unchanged, so not sent again
            self._fault(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != BLOCKED:
            self._fault(message.text)

    def _fault(self, what: str) -> None:
        self.faults.append(f"{urlsplit(self.page.url).path}: {what}")

    def address(self, language: str, name: str) -> str:
        """Return the address of a page."""
        return address(self.url, language, name)

    def open(self, language: str, name: str, query: str = "") -> Page:
        """Open a page, wait until the theme's scripts have done their work, and see what it has."""
        # Their last request, so nothing else that a first visit needs comes after it.
        with self.page.expect_response("**/sitemap.xml"):
            self.page.goto(self.address(language, name) + query)
        self.page.evaluate("document.fonts.ready")
        for name in self.page.evaluate(EXPLORABLES):
            self.page.evaluate("name => document.querySelector(name).scrollIntoView()", name)
            self.page.wait_for_function("name => customElements.get(name)", arg=name)
        self.page.wait_for_function("() => !document.querySelector(':not(:defined)')")
        self.page.evaluate("scrollTo(0, 0)")
        return self.page

    def unfold(self) -> None:
        """Open everything that opens, and hold still."""
        self.page.evaluate(STILL)
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        # The theme gives a program its buttons once it is to be seen.
        self.page.wait_for_function("""() => [...document.querySelectorAll(".language-python")]
            .every(program => program.querySelector("button"))""")

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window a size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def look(self, scheme: str, size: tuple[int, int]) -> None:
        """Look at the page in a scheme, which the reader may have to choose, at a size."""
        self.resize(size)
        self.page.evaluate(CHOOSE, {"light": "default", "dark": "slate"}[scheme])

    def shifts(self) -> float:
        """Return by how much the page has moved by itself."""
        return float(self.page.evaluate(SHIFTS))

    def violations(self, part: str = "html") -> list[str]:
        """Return what axe finds in the page as it is, or in a part of it."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(VIOLATIONS, part)
        return found

    def leave(self) -> None:
        """Close the browser's profile; any fault that was seen fails the test."""
        self.context.close()
        assert not self.faults, "\n".join(self.faults)
