"""The explorable of softmax, by PyTorch."""

from typing import Any

import torch
from playwright.sync_api import expect

from tests.browser.reader import Reader

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
