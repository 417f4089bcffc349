import re
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.programs import SNIPPETS, load
from verify.compare import lines_agree

agrees = load("checking/tolerance_rule").agrees

number = st.one_of(
    st.integers(-20, 20).map(str),
    st.builds(
        "{:.2f}".format, (st.integers(-20, 20) | st.integers(990, 1010)).map(lambda n: n / 100)
    ),
    st.sampled_from(["nan", "inf", "-inf", "0.5", "0.500"]),
)
line = st.lists(number, min_size=1, max_size=3).map(lambda numbers: "loss " + ", ".join(numbers))


@settings(deadline=None, max_examples=300)
@given(line, line)
@example("loss 0.12", "loss 0.13")
@example("loss 0.12", "loss 0.14")
@example("loss -0.01", "loss 0.00")
def test_the_rule_on_the_page_is_the_rule_of_the_checker(published: str, printed: str) -> None:
    assert agrees(published, printed) == lines_agree(published, printed)


@settings(deadline=None, max_examples=50)
@given(st.integers(1003, 10**9), st.integers(-3, 3), st.integers(1, 8))
def test_a_decimal_may_differ_by_one_unit_in_its_last_place(
    units: int, difference: int, places: int
) -> None:
    def text(value: int) -> str:
        digits = f"{value:0{places + 1}d}"
        return f"loss {digits[:-places]}.{digits[-places:]}"

    agree = abs(difference) <= 1
    assert agrees(text(units), text(units + difference)) == agree
    assert lines_agree(text(units), text(units + difference)) == agree


def test_a_decimal_of_few_digits_must_be_equal() -> None:
    for published, printed in [("0.1 x", "0.2 x"), ("Python 3.11", "Python 3.12")]:
        assert not agrees(published, printed)
        assert not lines_agree(published, printed)


@settings(deadline=None, max_examples=50)
@given(st.integers(), st.integers())
def test_integers_must_be_equal(published: int, printed: int) -> None:
    assert agrees(f"{published} rows", f"{printed} rows") == (published == printed)


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text())
def test_words_must_be_equal(published: str, printed: str) -> None:
    if not any(character.isdigit() for character in published + printed):
        assert agrees(published, printed) == (published == printed)


def test_nan_and_inf_agree_only_with_themselves() -> None:
    special = ["nan", "inf", "-inf", "0.5"]
    for published in special:
        for printed in special:
            assert agrees(published, printed) == (published == printed)


def test_the_figure_shows_the_verdicts_of_the_rule() -> None:
    words = re.findall(
        r">([\d.]+|agrees|differs)<", (SNIPPETS / "checking/one_unit_either_side.svg").read_text()
    )
    assert len(words) == 10
    for printed, verdict in zip(words[::2], words[1::2], strict=True):
        assert verdict == ("agrees" if agrees("0.703490", printed) else "differs")


@settings(deadline=None, max_examples=50)
@given(st.integers(10**6, 10**9), st.integers(0, 999))
def test_rounding_parts_values_closer_than_a_unit_by_at_most_one_unit(
    thousandths: int, apart: int
) -> None:
    published, printed = (
        f"cost {round(Decimal(value) / 10**9, 6):.6f}"
        for value in (thousandths, thousandths + apart)
    )
    assert agrees(published, printed)
