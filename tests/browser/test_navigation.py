"""What a reader does on the site: by key, from page to page."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import material
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import DESKTOP, PAGES, PHONE, Reader
from tests.browser.test_every_page import FURTHER_PAGE, weight
from tests.conftest import COPY, every_nth, one_each
from verify import ROOT
from verify.pages import LANGUAGES, read_page
from verify.pages import Page as Source

# Notes what has the focus and how it looks.
NOTE_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return false;
  window.visited ??= [];
  if (visited.some(([other]) => other === element)) return false;
  window.look = element => {
    const style = getComputedStyle(element);
    return ["outlineStyle", "outlineWidth", "boxShadow", "backgroundColor", "color", "opacity",
      "borderColor", "textDecoration", "width", "transform"].map(name => style[name]).join("; ");
  };
  const box = element.getBoundingClientRect();
  const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && (box.width > 0 || element.scrollWidth > 0) && box.bottom > 0 && box.top < innerHeight;
  visited.push([element, look(element), isSeen]);
  return true;
}"""
UNMARKED = """() => {
  document.activeElement.blur();
  return visited.filter(([element, focused, isSeen]) => !isSeen || focused === look(element))
    .map(([element]) => element.outerHTML.slice(0, 120));
}"""
LEFT = """element => {
  const text = document.createRange();
  text.selectNodeContents(element);
  return text.getBoundingClientRect().left;
}"""
# Takes the theme's own stylesheets, and tells what then looks different. One element stands for all
# of the same name and classes, below the same.
RESTYLED = """async () => {
  const path = element => element
    ? `${path(element.parentElement)} ${element.localName}.${element.getAttribute("class")}` : "";
  const kinds = [...new Map([...document.querySelectorAll("body, body *")]
    .map(element => [path(element), element])).values()];
  const drawn = () => kinds.flatMap(element =>
    ["", "::before", "::after"].map(part => {
      const style = getComputedStyle(element, part);
      return [element, part, Object.fromEntries([...style].map(name => [name, style[name]]))];
    }));
  const sheets = [...document.querySelectorAll("link[rel=stylesheet][href*='/stylesheets/']")];
  if (!sheets.length) return ["the theme has no stylesheets"];
  const take = query => Promise.all(sheets.map(sheet => new Promise((loaded, failed) => {
    const href = sheet.href.split("?")[0] + query;
    Object.assign(sheet, { onload: loaded, onerror: failed, href });
  })));
  let differences;
  for (let tries = 0; tries < 4; tries++) {  // a script of the theme may just have moved something
    const before = drawn();
    await take("?stock");
    const after = drawn();
    differences = before.flatMap(([element, part, style], i) => Object.keys(after[i][2])
      .filter(name => style[name] !== after[i][2][name])
      .map(name => `${element.outerHTML.slice(0, 80)} ${part} ${name}: ${style[name]}`
        + `, not ${after[i][2][name]}`));
    if (!differences.length) break;
    await take("");
  }
  return differences.slice(0, 20);
}"""
UNREACHED = """() => {
  const reached = new Set(visited.map(([element]) => element));
  const operable = "a[href], button, input:not([type=hidden]), summary, [tabindex='0']";
  const isShown = element => element.checkVisibility({ visibilityProperty: true })
    && element.getBoundingClientRect().width > 0;
  const scrolls = element => element.scrollWidth > element.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll("body *")]
    .filter(element => element.matches(operable) ? isShown(element)
      : scrolls(element) && !element.querySelector(operable))
    // The tab key reaches one button of a group, and the arrow keys the others.
    .filter(element => !reached.has(element) && !(element.type === "radio"
      && [...reached].some(other => other.form === element.form && other.name === element.name)))
    .map(element => element.outerHTML.slice(0, 120));
}"""


def source_of(language: str, name: str) -> Source:
    return read_page(ROOT / "docs" / language / f"{name}.md", ROOT)


def scheme(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.mdColorScheme"))


def assert_whole(page: Page, source: Source) -> None:
    assert page.locator("svg.figure").count() == len(source.figures)
    assert page.locator("article math").count() >= len(source.formulas)


@pytest.mark.parametrize(("language", "size"), one_each(LANGUAGES, [(DESKTOP,), (PHONE,)]))
def test_the_tab_key_reaches_everything_and_shows_where_it_is(
    browser: Browser, url: str, language: str, size: tuple[int, int]
) -> None:
    chosen = "dark" if size == PHONE else "light"
    reader = Reader(browser, url, size, color_scheme=chosen, reduced_motion="reduce")
    page = reader.open(language, "mistakes_targets")
    reader.unfold()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    while page.evaluate(NOTE_FOCUS):
        page.keyboard.press("Tab")
    assert page.evaluate(UNREACHED) == []
    assert page.evaluate(UNMARKED) == []
    reader.leave()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_keys_operate_what_the_tab_key_reaches(reader: Reader, language: str) -> None:
    page = reader.open(language, "mistakes_targets")
    press = page.keyboard.press
    press("Tab")
    press("Enter")  # skips to the text
    # The theme writes the address first; the browser has followed the link once it has a target.
    page.wait_for_function("() => document.querySelector(':target')")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    press("Tab")
    where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    assert page.evaluate("!!document.activeElement.closest('article')"), where

    summary = page.locator("summary").first
    summary.focus()
    press("Enter")
    assert summary.evaluate("element => element.parentElement.open")

    program = source_of(language, "mistakes_targets").fences[0].source
    page.locator("[data-md-type=copy]").first.focus()
    press("Enter")
    page.wait_for_function("() => navigator.clipboard.readText()")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.rstrip("\n") == program.rstrip("\n")

    before = scheme(page)
    page.locator(".scheme-switch").focus()
    press("Enter")
    page.wait_for_function("before => document.body.dataset.mdColorScheme !== before", arg=before)

    page.locator(".md-header .md-select button").focus()
    press("Tab")
    press("Tab")
    press("Enter" if language == "en" else "Shift+Tab")
    if language == "ko":
        press("Enter")
    other = {"en": "ko", "ko": "en"}[language]
    page.wait_for_function("language => document.documentElement.lang === language", arg=other)


def test_keys_open_the_menu_of_a_phone_and_what_is_closed_is_out_of_reach(
    browser: Browser, url: str
) -> None:
    reader = Reader(browser, url, PHONE, reduced_motion="reduce")
    page = reader.open("en", "index")
    nav = page.locator(".md-nav--primary a.md-nav__link[href$='softmax/softmax/']").first
    assert not nav.is_visible()
    page.locator(".md-header [for=__drawer]").focus()
    page.keyboard.press("Enter")
    nav.wait_for()
    group = page.locator(".md-nav--primary .group > span").first
    assert group.evaluate(LEFT) == nav.evaluate(LEFT) > 0
    page.keyboard.press("Enter")
    nav.wait_for(state="hidden")
    page.keyboard.press("Enter")
    nav.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(reader.address("en", "softmax"))
    reader.leave()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_pages_follow_each_other_back_and_forth_without_loading_anew(
    reader: Reader, built_site: Path, language: str
) -> None:
    folder = "" if language == "en" else "ko/"
    page = reader.open(language, "index")
    page.evaluate("window.sameDocument = true")
    title, titles = page.title(), dict[str, str]()
    for name in ("softmax", "cross_entropy"):  # through the footer: the next page
        before = set(reader.asked)
        page.locator(".md-footer__link--next").click()
        page.wait_for_url(reader.address(language, name))
        page.wait_for_function("title => document.title !== title", arg=title)
        title = titles[name] = page.title()
        reader.unfold()
        assert_whole(page, source_of(language, name))
        asked = {there for there in set(reader.asked) - before if "/explorables/" not in there}
        new = {there: weight(built_site, there) for there in asked}  # an explorable comes when seen
        font = new.pop(urljoin(reader.url, f"{folder}assets/math.js"), 0)
        assert (list(new), font > 0) == ([page.url], name == "softmax")
        assert new[page.url] <= FURTHER_PAGE
    page.locator("[data-md-type=copy]").first.click()
    page.wait_for_function("() => navigator.clipboard.readText()")
    for go, name in ((page.go_back, "softmax"), (page.go_forward, "cross_entropy")):
        go()
        page.wait_for_url(reader.address(language, name))
        page.wait_for_function("title => document.title === title", arg=titles[name])
        assert_whole(page, source_of(language, name))
    assert page.evaluate("window.sameDocument"), "a page was loaded anew"


def test_the_language_switch_stays_on_the_page(reader: Reader) -> None:
    page = reader.open("en", "index")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(reader.address("en", "softmax"))
    page.locator(".md-select").hover()
    page.locator('a[hreflang="ko"].md-select__link').click()
    page.wait_for_url(reader.address("ko", "softmax"))
    assert page.evaluate("document.documentElement.lang") == "ko"


def test_the_palette_is_kept_and_nothing_else(reader: Reader) -> None:
    page = reader.open("en", "index")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert scheme(page) == "default"
    page.locator(".scheme-switch").click()
    assert scheme(page) == "slate"
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(reader.address("en", "softmax"))
    assert scheme(page) == "slate"
    page.reload()
    assert scheme(page) == "slate"
    reader.open("ko", "softmax")
    assert scheme(page) == "slate"
    assert page.evaluate("Object.keys(localStorage)") == ["/softmax.scheme"]
    assert page.evaluate("sessionStorage.length") == 0
    assert reader.context.cookies() == []
    page.locator(".scheme-switch").click()
    assert page.evaluate("localStorage.length") == 0, "the scheme of the system needs no note"


def test_the_scheme_is_that_of_the_system_until_another_is_chosen(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    switch = page.locator(".scheme-switch")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    expect(switch).to_have_accessible_name("Switch to the light scheme")
    switch.click()
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert scheme(page) == "default"
    expect(switch).to_have_accessible_name("Switch to the dark scheme")


def test_a_scheme_that_the_theme_has_kept_is_still_the_chosen_one(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    kept = {"index": 1, "color": {"media": "(prefers-color-scheme: dark)", "scheme": "slate"}}
    page.evaluate("kept => localStorage.setItem('/softmax.scheme', JSON.stringify(kept))", kept)
    page.reload()
    assert scheme(page) == "slate"


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_the_site_also_works_at_another_place_than_it_was_built_for(
    browser: Browser, url: str, language: str
) -> None:
    reader = Reader(browser, urljoin(url, COPY))
    page = reader.page
    page.goto(reader.address(language, "softmax"))
    assert_whole(page, source_of(language, "softmax"))
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(reader.address(language, "cross_entropy"))
    other = {"en": "ko", "ko": "en"}[language]
    page.locator(".md-select").hover()
    page.locator(f'a[hreflang="{other}"].md-select__link').click()
    page.wait_for_url(reader.address(other, "cross_entropy"))
    assert all(urlsplit(there).path.startswith(COPY) for there in reader.asked)
    reader.leave()


@pytest.mark.parametrize(("language", "name"), every_nth(PAGES, 7))
def test_no_page_misses_anything_or_scrolls_sideways_without_javascript(
    browser: Browser, url: str, language: str, name: str
) -> None:
    reader = Reader(browser, url, PHONE, java_script_enabled=False)
    reader.page.goto(reader.address(language, name))
    source = source_of(language, name)
    assert_whole(reader.page, source)
    width = reader.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0], f"{language}/{name} scrolls sideways"
    # The build adds what the cells of an exercise print.
    outputs = [fence for fence in source.fences if "output" in fence.flags]
    shown = reader.page.locator("article :not(.cite) > pre code").count()
    shown_outputs = reader.page.locator("article .output pre code").count()
    assert shown - shown_outputs == len(source.fences) - len(outputs)
    assert shown_outputs >= len(outputs)
    reader.leave()


@pytest.mark.parametrize(
    ("size", "chosen"),
    every_nth([(DESKTOP, "light"), (PHONE, "dark")], 2),
    ids=["desktop", "phone"],
)
def test_the_lightened_stylesheets_style_everything_as_those_of_the_theme_do(
    browser: Browser, url: str, size: tuple[int, int], chosen: str
) -> None:
    theme = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    reader = Reader(browser, url, size, color_scheme=chosen, reduced_motion="reduce")
    reader.page.route(
        "**/stylesheets/*.css?stock",
        lambda route: route.fulfill(path=theme / Path(urlsplit(route.request.url).path).name),
    )
    page = reader.open("ko", "mistakes_targets")
    reader.unfold()
    assert page.evaluate(RESTYLED) == []
    reader.leave()
