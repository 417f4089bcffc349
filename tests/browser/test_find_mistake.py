"""The form names an entry, by key, in both languages, and costs nothing before it is used."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from builder.words import WORDS
from tests.browser.reader import PHONE, Reader, address
from tests.conftest import every_nth, one_each
from verify.pages import LANGUAGES

LOADED = {"find-mistake.js", "diagnose.js", "mistakes.json"}
WHOLE = """Traceback (most recent call last):
  File "train.py", line 9, in <module>
RuntimeError: grad can be implicitly created only for scalar outputs"""


def ask(page: Page, message: str) -> None:
    """Give a message by key, and send it."""
    page.locator(".find-mistake [name=message]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(message)
    page.locator(".find-mistake > button").focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "name"), one_each(LANGUAGES, ["index", "mistakes"]))
def test_a_message_leads_to_its_entry(reader: Reader, language: str, name: str) -> None:
    page = reader.open(language, name)
    before = len(reader.asked)
    ask(page, f"{WHOLE}.")
    said = page.locator(".find-mistake").get_by_role("status")
    said.locator("a").wait_for()
    names = [Path(urlsplit(there).path).name for there in reader.asked]
    assert set(names[before:]) == LOADED
    assert not LOADED & set(names[:before])
    assert f"“{WHOLE.splitlines()[-1]}”" in (said.text_content() or ""), (
        "as it was written, with what follows, and without its full stop"
    )
    assert reader.violations(".find-mistake") == []
    page.keyboard.press("Tab")  # from the button, past a link of the short form
    if name == "index":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(reader.address(language, "mistakes_backward") + "#one-loss-a-row")
    page.locator("#one-loss-a-row").wait_for()


def test_a_message_with_an_apostrophe_is_quoted_as_it_was_written(reader: Reader) -> None:
    message = "RuntimeError: input and target batch or spatial sizes don't match: target [1 4 4]"
    page = reader.open("en", "mistakes")
    ask(page, message)
    page.locator(".find-mistake").get_by_text(f"“{message}”").wait_for()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_what_is_unknown_is_said_and_can_be_sought(reader: Reader, language: str) -> None:
    page, texts = reader.open(language, "mistakes"), WORDS[language]["finder"]["texts"]
    said = page.locator(".find-mistake output")
    ask(
        page, "RuntimeError: mat1 and mat2 shapes cannot be multiplied <img src=x onerror=alert(1)>"
    )
    said.get_by_role("button", name=texts["search"]).wait_for()
    assert texts["unknown"] in (said.text_content() or "")
    assert (
        said.locator("a").get_attribute("href")
        == f"{reader.address(language, 'mistakes')}#by-message"
    )
    said.get_by_role("button").click()
    field = page.locator(".search__field")
    field.wait_for()
    assert field.input_value().startswith("mat1 and mat2 shapes")
    page.locator(".search__results a").first.wait_for()
    page.get_by_role("dialog").get_by_role("button").click()
    page.locator(".find-mistake [name=message]").fill("")
    assert said.text_content() == "", "what was said to another message"
    page.locator(".find-mistake > button").click()
    said.get_by_text(texts["empty"]).wait_for()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_what_is_chosen_leads_to_an_entry_and_why(reader: Reader, language: str) -> None:
    reader.resize(PHONE)
    page, words = reader.open(language, "mistakes"), WORDS[language]["finder"]
    form = page.locator(".find-mistake")
    form.locator("[name=scores]").fill("[8, 1")
    form.locator("[name=loss]").fill("0")
    form.locator("[name=targets]").fill("eight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.find-mistake :invalid')")
    problem = "field => field.validationMessage"
    assert form.locator("[name=targets]").evaluate(problem) == words["texts"]["shape"]
    assert form.locator("output").text_content() == ""
    form.locator("[name=targets]").fill("(8,)")
    form.locator("[name=targets_type]").select_option("long")
    form.locator("[name=targets]").press("Enter")
    form.locator("output a").wait_for()
    assert (form.locator("output a").get_attribute("href") or "").endswith("#one-logit")
    told = form.locator("output").text_content() or ""
    assert words["facts"]["one-score"] in told
    assert words["facts"]["targets-are-a-row"] in told
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert reader.violations(".find-mistake") == []


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_without_a_network_it_says_so_and_works_once_there_is_one(
    browser: Browser, url: str, language: str
) -> None:
    reader = Reader(browser, url)
    page = reader.open(language, "index")
    page.route("**/mistakes.json", lambda route: route.abort())
    ask(page, WHOLE)
    said = page.locator(".find-mistake output")
    said.get_by_text(
        {"en": "could not be loaded", "ko": "불러오지 못했습니다"}[language]
    ).wait_for()
    page.unroute("**/mistakes.json")
    ask(page, WHOLE)
    said.locator("a").wait_for()
    reader.context.close()


def test_without_scripts_it_is_not_shown(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in ("index", "mistakes"):
        page.goto(address(url, "en", name))
        assert page.locator(".find-mistake").count() == 1
        assert not page.locator(".find-mistake").is_visible()
    context.close()
