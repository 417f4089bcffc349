"""Every page, read in a real browser."""

import pytest
from playwright.sync_api import Browser, Page

from verify import ROOT
from verify.pages import LANGUAGES, read_page

PAGES = [
    (language, path.stem)
    for language in LANGUAGES
    for path in sorted((ROOT / "docs" / language).glob("*.md"))
]


def address(url: str, language: str, name: str) -> str:
    folder = "" if language == "en" else f"{language}/"
    return url + folder + ("" if name == "index" else f"{name}/")


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_fits_asks_nobody_else_and_reports_no_error(
    page: Page, url: str, language: str, name: str
) -> None:
    asked: list[str] = []
    failed: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.extend([] if response.ok else [response.url]))
    page.on("console", lambda said: errors.extend([said.text] if said.type == "error" else []))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address(url, language, name), wait_until="networkidle")
    assert [there for there in asked if not there.startswith((url, "data:", "blob:"))] == []
    assert (failed, errors) == ([], [])
    for details in page.query_selector_all("details"):
        details.evaluate("element => element.open = true")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "scrolls sideways"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copy_button_gives_the_program_that_was_run(
    page: Page, url: str, language: str
) -> None:
    source = read_page(ROOT / "docs" / language / "walkthrough.md", ROOT)
    programs = [fence.source for fence in source.fences if fence.is_run]
    page.goto(address(url, language, "walkthrough"), wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    buttons = page.locator("button[data-md-type=copy], button.md-clipboard")
    assert buttons.count() == len(programs), "one button a program, none on outputs"
    for button, program in zip(buttons.all(), programs, strict=True):
        button.scroll_into_view_if_needed()
        button.click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.rstrip("\n") == program.rstrip("\n")


def test_nothing_is_missing_without_javascript(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for language, name in PAGES:
        page.goto(address(url, language, name))
        source = read_page(ROOT / "docs" / language / f"{name}.md", ROOT)
        assert page.locator("svg.figure").count() == len(source.figures)
        assert page.locator("article math").count() >= len(source.formulas)
        assert page.locator("article pre code").count() == len(source.fences)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_instant_navigation_leaves_figures_and_formulas_whole(
    page: Page, url: str, language: str
) -> None:
    page.goto(address(url, language, "index"), wait_until="networkidle")
    for name in ("softmax", "cross_entropy"):  # through the footer: the next page
        page.evaluate("window.sameDocument = true")
        page.locator(".md-footer__link--next").click()
        page.wait_for_url(address(url, language, name))
        source = read_page(ROOT / "docs" / language / f"{name}.md", ROOT)
        heading = page.locator(
            "h1", has_text=source.prose.partition("\n# ")[2].split(" {#")[0].split("\n")[0]
        )
        heading.wait_for()
        assert page.evaluate("window.sameDocument"), "the page was loaded anew"
        assert page.locator("svg.figure").count() == len(source.figures)
        assert page.locator("article math").count() >= len(source.formulas)
    page.go_back()
    page.wait_for_url(address(url, language, "softmax"))


def test_the_language_switch_stays_on_the_page(page: Page, url: str) -> None:
    page.goto(address(url, "en", "index"), wait_until="networkidle")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(address(url, "en", "softmax"))
    page.locator(".md-select").hover()
    page.locator('a[hreflang="ko"].md-select__link').click()
    page.wait_for_url(address(url, "ko", "softmax"))
    assert page.evaluate("document.documentElement.lang") == "ko"


def test_the_search_finds_an_error_message(page: Page, url: str) -> None:
    page.goto(address(url, "en", "index"), wait_until="networkidle")
    page.evaluate("document.querySelector('#__search').click()")
    page.locator("input.md-search__input").fill("expected scalar type Long but found Float")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "mistakes_targets" in (first.get_attribute("href") or "")
