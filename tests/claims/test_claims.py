"""What is told of a page that says something else than its programs give, and how it is mended."""

import re
from pathlib import Path

import pytest

from tests.claims import claims
from tests.claims.claims import Claims, printed

ENGLISH = "# Title\n\nThe [loss](other.md) at the\nstart is 3.25, not `1.10`.\nNo digits here.\n"
KOREAN = "# 제목\n\n처음 [손실](other.md)은 3.25입니다.\n"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claims:
    monkeypatch.setattr(claims, "ROOT", tmp_path)
    for language, text in ("en", ENGLISH), ("ko", KOREAN):
        (tmp_path / "docs" / language).mkdir(parents=True)
        (tmp_path / "docs" / language / "one.md").write_text(text, encoding="utf-8")
    return Claims("one")


def said(page: Claims) -> list[str]:
    return [str(problem) for problem in page.problems()]


def test_a_sentence_that_agrees_holds_its_numbers(page: Claims) -> None:
    page.says(
        "The loss at the start is {loss:.2f}, not", "처음 손실은 {loss:.2f}입니다.", loss=3.2461
    )
    assert said(page) == []


def test_a_number_that_nobody_claims_is_told(page: Claims) -> None:
    english, korean = said(page)
    sentence = "# Title The loss at the start is 3.25, not `1.10`."
    assert english.startswith(f"docs/en/one.md:4: nothing holds 3.25 in '{sentence}'")
    assert korean.startswith("docs/ko/one.md:3: nothing holds 3.25")


def test_another_number_is_told_with_what_the_program_gives(page: Claims) -> None:
    page.says("The loss at the start is {loss}, not", "처음 손실은 {loss}입니다.", loss="3.26")
    english, _, korean, _ = said(page)
    assert english.startswith("docs/en/one.md:3: says 'The loss at the start is 3.25, not'; its ")
    assert "its programs give 'The loss at the start is 3.26, not'" in english
    assert korean.startswith("docs/ko/one.md:3: says '처음 손실은 3.25입니다.'")


def test_another_word_is_told_with_the_nearest_sentence(page: Claims) -> None:
    page.says("The loss at the end is 3.25, not `1.10`.", "처음 손실은 3.25입니다.")
    english, _ = said(page)
    assert english.startswith("docs/en/one.md:1: does not say 'The loss at the end is 3.25")
    assert "nearest is '# Title The loss at the start is 3.25, not `1.10`.'" in english


def test_a_moved_result_is_put_into_both_languages(page: Claims, tmp_path: Path) -> None:
    page.says("The loss at the start is {loss}, not", "처음 손실은 {loss}입니다.", loss="3.2461")
    done = list(page.update())
    assert done[0].startswith("docs/en/one.md:3: The loss at the start is 3.25, not → The loss")
    assert (tmp_path / "docs/en/one.md").read_text() == ENGLISH.replace("3.25", "3.2461")
    assert (tmp_path / "docs/ko/one.md").read_text() == KOREAN.replace("3.25", "3.2461")
    assert said(page) == []
    assert list(page.update()) == []


def test_a_number_at_the_end_of_a_sentence_is_put_in_whole(page: Claims, tmp_path: Path) -> None:
    page.says("not `1.10`.", "처음 손실은 {loss}.", loss="3.26")
    korean = tmp_path / "docs/ko/one.md"
    korean.write_text("처음 손실은 3.2501.\n", encoding="utf-8")
    assert "says '처음 손실은 3.2501.'" in said(page)[1]
    list(page.update())
    assert korean.read_text(encoding="utf-8") == "처음 손실은 3.26.\n"


def test_a_sentence_whose_words_differ_is_left_alone(page: Claims, tmp_path: Path) -> None:
    page.says("The loss at the end is {loss}, not", "마지막 손실은 {loss}입니다.", loss="3.26")
    assert list(page.update()) == []
    assert (tmp_path / "docs/en/one.md").read_text() == ENGLISH


def test_a_place_in_an_output_is_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "ROOT", tmp_path)
    (tmp_path / "snippets/one").mkdir(parents=True)
    (tmp_path / "snippets/one/two.out").write_text("loss 3.25\nloss 3.26\nrate 0.1\n")
    assert printed("one/two", r"rate (\S+)") == "0.1"
    with pytest.raises(LookupError, match=r"snippets/one/two.out has 2 places for"):
        printed("one/two", r"loss (\S+)")


def test_a_number_in_words_is_told(page: Claims, tmp_path: Path) -> None:
    english, korean = "It took two times seven steps, one half.", "두 번의 일곱 스텝, 절반입니다."
    (tmp_path / "docs/en/one.md").write_text(english, encoding="utf-8")
    (tmp_path / "docs/ko/one.md").write_text(korean, encoding="utf-8")
    told = [re.findall(r"holds (\S+) in", problem) for problem in said(page)]
    assert told == [["two"], ["seven"], ["half"], ["두"], ["일곱"], ["절반"]]
    page.says(
        "It took two times {seven} steps, one half",
        "두 번의 {seven_ko} 스텝, 절반",
        seven="seven",
        seven_ko="일곱",
    )
    assert said(page) == []


@pytest.mark.parametrize("text", ["값은 약3.5입니다.", "It is .5 here.", "It is < 3.5, and > 1."])
def test_a_number_is_seen_between_letters_and_signs(
    page: Claims, tmp_path: Path, text: str
) -> None:
    (tmp_path / "docs/ko/one.md").write_text(text, encoding="utf-8")
    assert any(
        re.match(r"docs/ko/one\.md:1: nothing holds (3?\.5) in", told) for told in said(page)
    )


def test_both_languages_have_the_same_numbers(page: Claims, tmp_path: Path) -> None:
    pages = "Two thousand.\n\nIt is 3.25, not 4.\n", "2천입니다.\n\n4가 아니라 3.52이고 10입니다.\n"
    for language, text in zip(("en", "ko"), pages, strict=True):
        (tmp_path / "docs" / language / "one.md").write_text(text, encoding="utf-8")
    page.states(
        "Two thousand. It is 3.25, not 4.", "2천입니다. 4가 아니라 3.52이고 10입니다.", because="-"
    )
    told = ["the Korean paragraph has the number 10", "the English paragraph has the number 3.25"]
    told.append("the Korean paragraph has the number 3.52")
    assert said(page) == [f"docs/ko/one.md:3: only {each}; mend one of them" for each in told]
    page.differs("10", "3.25", "3.52", because="a test")
    assert said(page) == []


def test_paragraphs_of_one_language_alone_are_told(page: Claims, tmp_path: Path) -> None:
    (tmp_path / "docs/en/one.md").write_text("One.\n\nOther.\n", encoding="utf-8")
    (tmp_path / "docs/ko/one.md").write_text("하나.\n", encoding="utf-8")
    assert said(page) == ["docs/ko/one.md: has 1 paragraphs, the English page 2"]


FORMULA = (
    "# {0}\n\nCode like ``a `b`` and `$x` is apart, and $p$ a name.\n$$\n\\log\n  e^x = x\n$$\n"
)


@pytest.fixture
def formula(page: Claims, tmp_path: Path) -> Claims:
    for language in ("en", "ko"):
        path = tmp_path / "docs" / language / "one.md"
        path.write_text(FORMULA.format(language), encoding="utf-8")
    return page


def test_a_formula_that_agrees_on_random_inputs_is_held(formula: Claims) -> None:
    formula.formula(r"\log e^x = x", lambda u: u.exp().log(), lambda u: u)
    assert said(formula) == []


def test_a_formula_that_nobody_compares_is_told_in_each_language(formula: Claims) -> None:
    english, korean = said(formula)
    assert english.startswith(r"docs/en/one.md:4: nothing compares the formula '\\log e^x = x'")
    assert korean.startswith("docs/ko/one.md:4: nothing compares")


def test_another_formula_is_told_with_the_nearest_one(formula: Claims) -> None:
    formula.formula(r"\log e^x < x", lambda u: u < u + 1)
    missing, *_ = said(formula)
    assert missing == (
        r"docs/en/one.md:4: does not have the formula '\\log e^x < x'; nearest is '\\log e^x = x'"
    )


def test_a_formula_that_is_wrong_is_told_with_an_input(formula: Claims) -> None:
    formula.formula(r"\log e^x = x", lambda u: u.exp().log10(), lambda u: u)
    (only,) = said(formula)
    assert re.match(r"docs/en/one\.md:4: '.*' is -?\d\.\d+, not -?\d\.\d+ for u = -?\d", only)


def test_a_statement_that_does_not_always_hold_is_told(formula: Claims) -> None:
    formula.formula(r"\log e^x = x", lambda u: u > 0)
    (only,) = said(formula)
    assert "is 0.0, not 1.0 for u = -" in only


def test_a_printed_number_is_held_to_its_last_place(formula: Claims) -> None:
    formula.formula(r"\log e^x = x", 0.7034904, "0.703490")
    assert said(formula) == []
    formula.formula(r"\log e^x = x", 0.703492, "0.703490")
    assert "is 0.703492" in said(formula)[0]


def test_an_unknown_letter_is_told(formula: Claims) -> None:
    formula.formula(r"\log e^x = x", lambda nobody: nobody, lambda u: u)
    with pytest.raises(LookupError, match=r"no random input is called nobody; see formulas\.py"):
        said(formula)
