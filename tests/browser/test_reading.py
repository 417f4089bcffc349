"""Every page, read in a real browser."""

from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


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
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1], "the page scrolls sideways"


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


def test_the_language_switch_stays_on_the_page(page: Page, url: str) -> None:
    page.goto(address(url, "en", "softmax"))
    link = page.locator('a[hreflang="ko"].md-select__link').get_attribute("href")
    page.goto(page.evaluate("link => new URL(link, location).href", link))
    assert page.url == address(url, "ko", "softmax")


def test_a_file_of_the_site_exists_for_every_page(built_site: Path) -> None:
    for language, name in PAGES:
        path = address("", language, name)
        assert (built_site / path / "index.html").exists()
