"""Quick checks answer who uses keys, who came from another page, and who has no script."""

import pytest
from playwright.sync_api import Browser, Locator, Page

from builder.words import WORDS
from tests.browser.reader import Reader
from tests.conftest import every_nth
from verify import ROOT
from verify.pages import LANGUAGES, read_page
from verify.questions import Question


def questions(language: str, name: str) -> tuple[Question, ...]:
    return read_page(ROOT / "docs" / language / f"{name}.md", ROOT).questions


def check_answers(page: Page, form: Locator, question: Question, language: str) -> None:
    """Give every answer by key, and read what is said to it."""
    right, wrong = WORDS[language]["right"], WORDS[language]["wrong"]
    said = form.get_by_role("status")
    explanations = form.locator("details li").all()
    field = form.locator("input").first
    for choice, explanation in zip(question.choices, explanations, strict=True):
        if question.kind == "number":
            assert said.text_content() == "" or choice is not question.choices[0]
            field.fill(choice.number or "123456")
        elif choice is question.choices[0]:
            field.focus()
            page.keyboard.press("Space")
        else:
            page.keyboard.press("ArrowDown")
        assert said.text_content() == "", "what was said to another answer"
        page.keyboard.press("Enter")
        assert said.text_content() == explanation.text_content()
        assert said.is_visible()
        verdict = said.locator("strong").first.text_content() or ""
        assert (right if choice.is_right else wrong) in verdict
        border = said.evaluate("output => getComputedStyle(output).borderInlineStartStyle")
        assert border == ("solid" if choice.is_right else "dashed")  # told apart without colours


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_keys_give_every_answer_and_each_is_explained(reader: Reader, language: str) -> None:
    page = reader.open(language, "softmax")
    asked = questions(language, "softmax")
    forms = page.locator("form.quick-check").all()
    assert {question.kind for question in asked} == {"choice", "number"}
    for form, question in zip(forms, asked, strict=True):
        check_answers(page, form, question, language)
    assert reader.violations() == []

    page.evaluate("window.sameDocument = true")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(reader.address(language, "cross_entropy"))
    first = questions(language, "cross_entropy")[0]
    form = page.locator("form.quick-check").first
    page.wait_for_function("() => !document.querySelector('output')?.textContent")
    check_answers(page, form, first, language)
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("answer", ["", "0", "-1e9", "0.6151", "0.7153"])
def test_a_number_that_is_not_the_right_one_is_never_called_right(
    reader: Reader, answer: str
) -> None:
    page = reader.open("en", "softmax")
    form = page.locator("form.quick-check:has([type=number])").first
    form.locator("input").fill(answer)
    form.get_by_role("button").click()
    said = form.get_by_role("status").text_content() or ""
    assert said.startswith("Another number: ✗ Not quite." if answer else "")
    assert form.evaluate("form => form.checkValidity()") == bool(answer)  # the browser asks for it


def test_without_javascript_the_answers_are_folded(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, java_script_enabled=False)
    reader.page.goto(reader.address("ko", "softmax"))
    for form in reader.page.locator("form.quick-check").all():
        assert form.locator("legend").is_visible()
        assert not form.locator("input, button").locator("visible=true").count()
        explanations = form.locator("details li").locator("visible=true")
        assert explanations.count() == 0
        form.locator("summary").click()
        assert explanations.count() == form.locator("details li").count()
    reader.leave()


def answer(form: Locator, question: Question, choice: int) -> None:
    """Give an answer, and ask what there is to say to it."""
    if question.kind == "number":
        form.locator("input").fill(question.choices[choice].number)
    else:
        form.locator("input").nth(choice).check()
    form.locator("button").click()


def test_answers_are_remembered_counted_on_the_map_and_forgotten(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    asked = questions("en", "softmax")
    forms = page.locator("form.quick-check").all()
    for form, question in zip(forms, asked, strict=True):
        answer(form, question, [choice.is_right for choice in question.choices].index(True))
    answer(forms[0], asked[0], 1)  # a wrong one after the right one
    said = [form.locator("output").text_content() for form in forms]

    page.reload()
    page.wait_for_function("() => document.querySelector('output').textContent")
    assert [form.locator("output").text_content() for form in forms] == said
    reader.open("ko", "softmax")
    page.wait_for_function("() => document.querySelector('output').textContent")
    assert forms[0].locator("output").get_attribute("class") == "wrong"

    reader.open("en", "index")
    assert page.locator(".map a[href$='/softmax/']").get_attribute("data-done") == "✓"
    assert page.locator(".map a[href$='/gradients/']").get_attribute("data-done") is None
    reader.open("en", "about")
    page.locator("button.forget").click()
    assert page.evaluate("Object.keys(localStorage)") == []
    reader.open("en", "index")
    assert page.locator(".map a[data-done]").count() == 0
