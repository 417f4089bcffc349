import re
from collections.abc import Callable

import pytest

from verify.outcome import Result

Run = Callable[..., Result]

DRAW = """\
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(4, 2), layout="constrained")
axes.plot([0, 1, 2], [0.1, 0.9, 0.4], marker="o")
axes.fill_between([0, 1, 2], [0, 0.5, 0.2], alpha=0.3, color="C1")
axes.set_title("A title & more")
axes.set_xlim(0, 2)
plt.show()
"""


def figure(result: Result) -> str:
    assert result.problems == [] and result.figure
    return result.figure


def test_a_figure_has_the_same_bytes_on_every_run(run: Run) -> None:
    assert figure(run(DRAW)) == figure(run(DRAW))


def test_a_figure_takes_colours_fonts_and_background_from_the_page(run: Run) -> None:
    svg = figure(run(DRAW))
    assert "var(--figure-0)" in svg and "var(--figure-1)" in svg and "currentColor" in svg
    assert not re.search(r"#[0-9a-f]{6}", svg)
    assert "font-family" not in svg and "<style" not in svg and "<metadata" not in svg


def test_text_in_a_figure_is_text(run: Run) -> None:
    assert ">A title &amp; more</text>" in figure(run(DRAW))


def test_ids_carry_the_name_of_the_program_and_every_reference_resolves(run: Run) -> None:
    svg = figure(run(DRAW, name="page/curve"))
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids and all(name.startswith("page-curve-") for name in ids)
    assert len(ids) == len(set(ids))
    references = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)
    assert references and {a or b for a, b in references} == set(ids)


def test_coordinates_have_at_most_two_decimals_and_labels_all_of_theirs(run: Run) -> None:
    svg = figure(run(DRAW.replace("A title", "0.89790")))
    assert re.findall(r"\d\.\d{3,}", svg) == ["0.89790"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            DRAW.replace("plt.show()\n", ""),
            "draws a figure but does not call plt.show() at the end",
        ),
        (DRAW + DRAW, "shows 2 figures; a program shows one"),
    ],
)
def test_a_program_shows_its_one_figure(run: Run, source: str, message: str) -> None:
    (problem,) = run(source).problems
    assert message in str(problem)


def test_a_program_that_does_not_draw_publishes_no_figure(run: Run) -> None:
    assert run("import matplotlib.pyplot as plt\nprint(1)\n") == Result("1\n", None, [])
