from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.compare import difference, figure_lines_agree, last_place, lines_agree, merge


@pytest.mark.parametrize(
    ("published", "actual"),
    [
        ("loss 0.247032", "loss 0.247033"),
        ("loss 0.247032", "loss 0.247031"),
        ("[0.1900, 0.2447]", "[0.1901, 0.2446]"),
        ("-0.0000", "0.0000"),
        ("1.500e-07", "1.499e-07"),
        ("9.999e-08", "1.000e-07"),
        ("   9.9999 |", "  10.0000 |"),
        ("x  -0.0000 y", "x   0.0000 y"),
        ("9.999", "10.000"),
        ("0.1250 s, 3.500x", "0.1251 s, 3.499x"),
    ],
)
def test_one_unit_in_the_last_place_of_four_digits_or_more_agrees(
    published: str, actual: str
) -> None:
    assert lines_agree(published, actual)
    assert lines_agree(actual, published)


@pytest.mark.parametrize(
    ("published", "actual"),
    [
        ("loss 0.247032", "loss 0.247034"),
        ("loss 0.5", "loss 0.50"),
        ("0.1 x logits", "0.2 x logits"),
        ("0.0900", "0.0901"),
        ("0.999", "1.000"),
        ("Python 3.11", "Python 3.12"),
        ("1.50e-07", "1.49e-07"),
        ("epoch 100", "epoch 101"),
        ("epoch 100", "epoch 100.0"),
        ("tensor([1., 2.])", "tensor([1., 3.])"),
        ("nan", "inf"),
        ("nan", "0.0"),
        ("inf", "-inf"),
        ("torch 2.13.0", "torch 2.14.0"),
        ("v1.5", "v1.6"),
        ("a  0.5", "a 0.5"),
        ("Loss 0.5", "loss 0.5"),
        ("0.5", "0.5 0.5"),
        ("1.5e-07", "1.5e-08"),
        ("0.1 -0.2", "0.1 0.2"),
    ],
)
def test_anything_else_differs(published: str, actual: str) -> None:
    assert not lines_agree(published, actual)
    assert not lines_agree(actual, published)


@given(st.integers(-(10**9), 10**9), st.integers(1, 9), st.integers(-3, 3))
def test_agreement_is_at_most_one_unit_of_the_last_place(
    units: int, places: int, apart: int
) -> None:
    old, new = (f"{Decimal(n).scaleb(-places):.{places}f}" for n in (units, units + apart))
    is_long = min(abs(units), abs(units + apart)) >= 1000
    assert lines_agree(old, new) == (abs(apart) <= (1 if is_long else 0))


def test_last_place_of_exponents() -> None:
    assert last_place("2.718") == Decimal("0.001")
    assert last_place("1.50e-07") == Decimal("1e-9")


def test_merge_keeps_published_bytes_where_only_noise_moved() -> None:
    published = "a 0.123456\nb 1\nc 0.5\n"
    actual = "a 0.123457\nb 2\nc 0.5\n"
    assert merge(published, actual, lines_agree) == "a 0.123456\nb 2\nc 0.5\n"


def test_merge_keeps_published_bytes_around_inserted_lines() -> None:
    published = "a 0.123456\nb 0.5\n"
    actual = "new\na 0.123457\nb 0.5\n"
    assert merge(published, actual, lines_agree) == "new\na 0.123456\nb 0.5\n"


def test_merge_sees_a_missing_line_and_a_missing_newline() -> None:
    assert merge("a\nb\n", "a\n", lines_agree) == "a\n"
    assert merge("a\n", "a", lines_agree) == "a"


@given(st.text(alphabet="ab 0.5\n"), st.text(alphabet="ab 0.5\n"))
def test_merging_a_text_with_itself_changes_nothing(published: str, actual: str) -> None:
    assert merge(published, published, lines_agree) == published
    merged = merge(published, actual, lines_agree)
    assert merge(merged, actual, lines_agree) == merged


def test_difference_names_the_first_line_and_stays_short() -> None:
    line, diff = difference("a\nb\n", "a\n" + "y" * 1000 + "\n" * 500)
    assert line == 2
    assert "-b" in diff and "+yyy" in diff
    assert len(diff.splitlines()) == 41 and "more lines" in diff
    assert max(map(len, diff.splitlines())) <= 160


def test_figures_agree_when_points_move_invisibly() -> None:
    assert figure_lines_agree('<path d="M 1 2.5 L 3 4" />', '<path d="M 1.04 2.5 L 3 3.96" />')
    assert not figure_lines_agree('<path d="M 1 2.5 L 3 4" />', '<path d="M 1.06 2.5 L 3 4" />')
    assert not figure_lines_agree('<path d="M 1 2" />', '<path d="M 1 2 L 3 4" />')
    assert not figure_lines_agree('style="fill: #112233"', 'style="fill: #112234"')
    assert not figure_lines_agree("var(--figure-0)", "var(--figure-1)")


def test_text_in_figures_is_held_to_the_rule_for_output() -> None:
    assert figure_lines_agree('<text x="1">0.2500</text>', '<text x="1.01">0.2501</text>')
    assert not figure_lines_agree('<text x="1">0.25</text>', '<text x="1">0.27</text>')
    assert not figure_lines_agree('<text x="1">25</text>', '<text x="1">25.01</text>')
