"""The explorable of softmax, by PyTorch."""

import re
from typing import Any

import pytest
import torch
from playwright.sync_api import expect

from tests.browser.reader import SETTLED, Reader, place_of

PAGE = "softmax"
MISSION = [("z1", "End", 1), ("z2", "End", 1), ("z0", "Home", 1)]


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    logits = torch.tensor([state[f"z{i}"] for i in range(3)], dtype=torch.float64)
    chances = torch.distributions.Categorical(logits=logits / state["temperature"])
    p = chances.probs.tolist()
    numbers = {"p0": p[0], "p1": p[1], "p2": p[2], "entropy": chances.entropy().item()}
    if state["mode"] == "predict":
        return {**dict.fromkeys(numbers, "?"), "error": "?"}
    error = abs(state["guess"] - p[2]) if state["mode"] == "reveal" else "–"
    return {**numbers, "error": error}


def test_the_answer_is_hidden_until_it_is_asked_for(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    element = page.locator("explore-softmax")
    guess = element.get_by_label("Your guess, class 2")
    answer = element.locator("[data-value=p2]")
    expect(guess).to_be_disabled()
    element.get_by_role("button", name="Predict").dblclick()  # which is one click
    expect(answer).to_have_text("?")
    expect(element.locator("circle")).to_be_hidden()
    for name in ("Score of class 0", "Score of class 2", "Temperature"):
        slider = element.get_by_role("slider", name=name)
        expect(slider).to_be_disabled()  # a guess is about one state
    guess.press("ArrowRight")
    expect(element.locator("[data-value=guess]")).to_have_text("0.51")
    element.get_by_role("button", name="Reveal").click()
    expect(element.locator("circle")).to_be_visible()
    off = abs(0.51 - float(answer.inner_text()))
    assert abs(float(element.locator("[data-value=error]").inner_text()) - off) < 1e-4
    element.get_by_role("button", name="Reset").click()
    expect(answer).to_have_text("0.6652")


def test_a_guess_is_made_at_temperature_1_and_is_over_with_the_next_change(reader: Reader) -> None:
    element = reader.open("en", PAGE, "?softmax=1,2,3,4").locator("explore-softmax")
    expect(element.locator("[data-value=temperature]")).to_have_text("4.0")
    element.get_by_role("button", name="Predict").press("Enter")
    expect(element.locator("[data-value=temperature]")).to_have_text("1.0")
    element.get_by_role("button", name="Reveal").press("Enter")
    expect(element.locator("[data-value=error]")).to_have_text(re.compile(r"^0\."))
    element.get_by_role("slider", name="Temperature").press("ArrowRight")
    expect(element.locator("[data-value=error]")).to_have_text("–")


ENDS = """element => [...element.querySelectorAll(".triangle text")]
  .filter(({ textContent }) => textContent.startsWith("T"))
  .map(text => [text.textContent, +text.getAttribute("x"), +text.getAttribute("y")])"""


def test_the_ends_of_the_path_are_named_where_they_are(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-softmax")
    corners = [(22, 172), (198, 172), (110, 23)]
    for largest, corner in enumerate(corners):
        scores = {f"z{i}": 2 if i == largest else 0.5 * i for i in range(3)}
        element.evaluate("(element, state) => { element.state = state; }", scores)
        (hot, *at_hot), (cold, *at_cold) = element.evaluate(ENDS)
        assert (hot, cold) == ("T → ∞", "T → 0")
        assert abs(at_hot[0] - 110) <= 30 and abs(at_hot[1] - 4 - 122) <= 16
        assert abs(at_cold[0] - corner[0]) < 20 and abs(at_cold[1] - corner[1]) < 40
    element.evaluate("element => { element.state = { z0: 3, z1: 3, z2: 1 }; }")
    assert element.evaluate(ENDS)[0][0] == "T → ∞"
    assert len(element.evaluate(ENDS)) == 1, "a tie leads to no corner"
    element.evaluate("element => { element.state = { z0: 1, z1: 1, z2: 1 }; }")
    [(_, x, y)] = element.evaluate(ENDS)
    assert (x, round(y)) == (110, 122 + 15 + 4), "below the point, which is in the centre"


def test_the_point_is_where_it_is_dragged_to(reader: Reader) -> None:
    page = reader.open("en", PAGE)
    element = page.locator("explore-softmax")
    area = place_of(element.locator(".area"))
    place = area["x"] + 0.4 * area["width"], area["y"] + 0.8 * area["height"]
    page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    page.mouse.down()
    page.mouse.move(*place)
    page.evaluate(SETTLED)
    shown = [float(element.locator(f"[data-value=p{i}]").inner_text()) for i in range(3)]
    assert shown == pytest.approx([0.5, 0.3, 0.2], abs=0.03)  # scores have one digit
    page.mouse.move(area["x"] - area["width"], area["y"] + 2 * area["height"])
    expect(element.locator("[data-value=p0]")).to_have_text(re.compile(r"^0\.99"))
    expect(element.get_by_role("status")).to_be_empty()
    element.get_by_role("button", name="Predict").press("Enter")
    scores = element.evaluate("element => element.state")
    page.mouse.move(*place)
    assert element.evaluate("element => element.state") == scores, "the answer is hidden"
