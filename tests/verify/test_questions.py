"""A quick check that is not complete is told by its line, whatever it lacks."""

import pytest

from tests.verify.conftest import PAGE, Scratch
from verify.guards import check_pages
from verify.pages import read_page

KOREAN = PAGE.replace("# Page", "# Page {#page}")
CHOOSE = """
/// question
What do two and two make?

- [ ] Two twos, 22.5

    That sets them side by side.

- [x] Four

    The program prints it.
///
"""
GUESS = """
/// question | number
How much is printed last?

- [x] 0.125 ± 0.02

    An eighth.

- [ ] 0.25 ± 0.01

    A quarter.

- [ ] Another number

    Look again.
///
"""


def faults(scratch: Scratch, english: str, korean: str | None = None) -> list[str]:
    korean = english if korean is None else korean
    pages = {"docs/en/page.md": PAGE + english, "docs/ko/page.md": KOREAN + korean}
    return [str(problem) for problem in check_pages(scratch(pages))]


def test_sound_questions_pass_with_numbers_that_only_a_guess_holds(scratch: Scratch) -> None:
    assert faults(scratch, CHOOSE + GUESS) == []


def test_a_question_is_read_with_its_choices(scratch: Scratch) -> None:
    root = scratch({"docs/en/page.md": PAGE + GUESS})
    (question,) = read_page(root / "docs/en/page.md", root).questions
    right, wrong, other = question.choices
    assert (question.line, question.kind) == (17, "number")
    assert question.text == "How much is printed last?"
    assert [right.is_right, wrong.is_right, other.is_right] == [True, False, False]
    assert (right.line, right.number, right.explanation) == (20, "0.125", "    An eighth.")
    assert [float(end) for end in right.span] == [0.105, 0.145]
    assert (other.number, other.label) == ("", "Another number")


def test_without_a_tolerance_a_number_is_what_rounds_to_it(scratch: Scratch) -> None:
    root = scratch({"docs/en/page.md": PAGE + GUESS.replace(" ± 0.02", "")})
    (question,) = read_page(root / "docs/en/page.md", root).questions
    assert [float(end) for end in question.choices[0].span] == [0.1245, 0.1255]


@pytest.mark.parametrize(
    ("question", "old", "new", "message"),
    [
        (CHOOSE, "- [x]", "- [ ]", "17: the question has 0 right choices, not one"),
        (CHOOSE, "- [ ]", "- [x]", "17: the question has 2 right choices, not one"),
        (CHOOSE, "    That sets them side by side.\n", "", "20: the choice has no explanation"),
        (CHOOSE, "    The program prints it.\n", "", "24: the choice has no explanation"),
        (CHOOSE, "by side.", "by side.\n\n    Twice.", "20: the explanation has several"),
        (CHOOSE, "What do two and two make?\n", "", "17: the question asks nothing"),
        (CHOOSE, "What do", "Think.\n\nWhat do", "17: the question has several paragraphs"),
        (CHOOSE, "Four", "Two twos, 22.5", "20: the choice stands twice: Two twos, 22.5"),
        (CHOOSE, "Four", "", "24: the choice is empty"),
        (CHOOSE, "Four", "0.375", "24: the right answer 0.375 stands in no output of this page"),
        (CHOOSE, "Four", "At most 0.375", "24: 0.375 stands in no program or output"),
        (CHOOSE, "The program prints it.", "It is 0.375.", "26: 0.375 stands in no program"),
        (CHOOSE, "question", "question | guess", "17: no kind of question is called guess"),
        (CHOOSE, "it.\n///", "it.\n", "17: the question has no end, ///, or does not begin at"),
        (CHOOSE, "///", "    ///", "17: the question has no end, ///, or does not begin at"),
        (CHOOSE, "    The", "  The", "24: the explanation is not indented; begin its lines with"),
        (GUESS, "0.125", "0.12", "20: the right answer 0.12 stands in no output of this page"),
        (GUESS, "0.25 ± 0.01", "0.13 ± 0.01", "24: 0.13 ± 0.01 overlaps 0.125 ± 0.02"),
        (GUESS, "0.25 ± 0.01", "a quarter", "24: a quarter is no number, such as 0.25"),
        (GUESS, "Another number", "7", "28: the last choice explains every other number"),
    ],
)
def test_a_planted_fault_is_told_by_its_line(
    scratch: Scratch, question: str, old: str, new: str, message: str
) -> None:
    assert old in question
    told = faults(scratch, question.replace(old, new, 1))
    assert any(fault.startswith(f"docs/en/page.md:{message}") for fault in told), told


def test_a_question_without_choices_is_told(scratch: Scratch) -> None:
    told = faults(scratch, "\n/// question\nWhat?\n///\n")
    assert "docs/en/page.md:17: the question has fewer than two choices: - [ ] ..." in told


def test_a_right_number_must_be_printed_not_only_stand_in_a_program(scratch: Scratch) -> None:
    told = faults(scratch, GUESS.replace("0.125 ± 0.02", "2"))
    assert (
        "docs/en/page.md:20: the right answer 2 stands in no output of this page; print it" in told
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [x] 0.125 ± 0.02", "- [x] 4 ± 0.02"),
        (GUESS.partition("- [ ]")[0], GUESS.partition("- [x]")[0]),
    ],
)
def test_languages_with_other_choices_are_told(scratch: Scratch, old: str, new: str) -> None:
    told = faults(scratch, GUESS, GUESS.replace(old, new))
    message = "docs/en/page.md:17 and docs/ko/page.md:17: the questions differ (number [x] 0.125"
    assert any(fault.startswith(message) for fault in told), told


def test_a_question_that_one_language_lacks_is_told(scratch: Scratch) -> None:
    told = faults(scratch, CHOOSE + GUESS, CHOOSE)
    assert told == [
        "docs/ko/page.md: lacks the question number [x] 0.125 [ ] 0.25 [ ], "
        "which docs/en/page.md:29 shows; add it to both"
    ]
