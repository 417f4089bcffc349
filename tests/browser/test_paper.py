"""A page on paper is all of its text, dark on white, and nothing else."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.reader import Reader
from tests.conftest import every_nth
from verify.pages import LANGUAGES

NOT_FOR_PAPER = (
    ".md-header, .md-sidebar, .md-footer, .download, .headerlink, .md-code__nav, "
    ".quick-check :is(input, button, output), .cite :is(summary, pre), .take"
)
SHOWN = """selector => [...document.querySelectorAll(selector)]
  .filter(element => element.checkVisibility()).map(element => element.className)"""
COLOURS = """() => ["body", "article p", "math"].map(name => document.querySelector(name))
  .map(element => getComputedStyle(element)).map(style => [style.backgroundColor, style.color])"""
# Where links of the text lead, and what stands behind them.
ADDRESSES = """() => [...document.querySelectorAll("article p a[href]")].map(link => [
  link.href, getComputedStyle(link, "::after").content])"""
# Each question must have its answers below it again, and on paper at the end of the page.
NOTE_FOLDED = """() => addEventListener("beforeprint", () => {
  window.answers = [...document.querySelector("article").children]
    .slice(-document.querySelectorAll("form.quick-check").length)
    .map(part => [part.querySelector("p").textContent, part.querySelectorAll("li").length]);
  window.asked = [...document.querySelectorAll("form.quick-check")]
    .map(form => [form.querySelector("legend"), form.querySelectorAll("details")])
    .map(([legend, answers]) => [legend.textContent, answers.length]);
  window.folded = document.querySelectorAll("details:not([open])").length;
})"""


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_a_page_on_paper_is_its_text_alone(browser: Browser, url: str, language: str) -> None:
    reader = Reader(browser, url, color_scheme="dark")
    page = reader.open(language, "softmax")
    folded = page.locator("details:not([open])").count()
    assert folded
    page.evaluate(NOTE_FOLDED)
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.evaluate("window.folded") == 0
    answers, asked = page.evaluate("[window.answers, window.asked]")
    assert [question for question, _ in answers] == [question for question, _ in asked]
    assert all(count > 1 for _, count in answers) and not any(count for _, count in asked)
    assert page.locator("form.quick-check > details").count() == len(asked)
    assert page.locator(".answers").count() == 0
    assert page.locator("details:not([open])").count() == folded
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, NOT_FOR_PAPER) == []
    assert page.evaluate(SHOWN, "svg.figure")
    page.locator(".cite").evaluate("details => { details.open = true }")  # as it is on paper
    assert page.locator(".cite p").inner_text().endswith(f" {page.url}")
    told = page.evaluate(ADDRESSES)
    elsewhere = [where for where, _ in told if urlsplit(where).netloc != urlsplit(url).netloc]
    assert 0 < len(elsewhere) < len(told)
    assert [where for where, after in told if where in after] == elsewhere
    (paper, _), *inks = page.evaluate(COLOURS)
    assert paper == "rgb(255, 255, 255)"
    for _, ink in inks:
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 64, ink
    reader.context.close()  # printing asks whether the font has changed, which is no fault
