"""The explorable of softmax, by PyTorch."""

import re
from typing import Any

import pytest
import torch
from playwright.sync_api import expect

from tests.browser.reader import SETTLED, Reader

PAGE = "softmax"


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
    guess.press("ArrowRight")
    expect(element.locator("[data-value=guess]")).to_have_text("0.51")
    element.get_by_role("button", name="Reveal").click()
    expect(element.locator("circle")).to_be_visible()
    off = abs(0.51 - float(answer.inner_text()))
    assert abs(float(element.locator("[data-value=error]").inner_text()) - off) < 1e-4
    element.get_by_role("button", name="Reset").click()
    expect(answer).to_have_text("0.6652")


def test_the_point_is_where_it_is_dragged_to(reader: Reader) -> None:
    page = reader.open("en", PAGE)
    element = page.locator("explore-softmax")
    element.locator("svg").scroll_into_view_if_needed()
    area = element.locator(".area").bounding_box()
    assert area
    place = area["x"] + 0.4 * area["width"], area["y"] + 0.8 * area["height"]
    page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    page.mouse.down()
    page.mouse.move(*place)
    page.evaluate(SETTLED)
    shown = [float(element.locator(f"[data-value=p{i}]").inner_text()) for i in range(3)]
    assert shown == pytest.approx([0.5, 0.3, 0.2], abs=0.03)  # scores have one digit
    page.mouse.move(area["x"] - 99, area["y"] + 2 * area["height"])
    expect(element.locator("[data-value=p0]")).to_have_text(re.compile(r"^0\.99"))
    expect(element.get_by_role("status")).to_be_empty()
    element.get_by_role("button", name="Predict").press("Enter")
    scores = element.evaluate("element => element.state")
    page.mouse.move(*place)
    assert element.evaluate("element => element.state") == scores, "the answer is hidden"
