"""The explorable of attention, by PyTorch."""

import math
from typing import Any

import torch
import torch.nn.functional as F
from playwright.sync_api import expect

from tests.browser.reader import SETTLED, Reader, place_of

PAGE = "attention"
MISSION = [("d", "256", 1), ("temperature", "End", 1)]
POWERS = {"none": 0.0, "root": -0.5, "d": -1.0}


def vectors(side: int, d: int) -> torch.Tensor:
    """Return the six queries, or the six keys for side 1."""
    n, i = torch.arange(6.0).double()[:, None], torch.arange(d).double()
    return math.sqrt(2) * ((i + 1) ** 2 * (n + 1.3) + 7 * i + 3 * side * (i + n + 1)).sin()


def allowed(name: str) -> torch.Tensor:
    """Return which keys each query may look at."""
    every = torch.ones(6, 6)
    masks = {"all": every, "causal": every.tril(), "narrow": every.tril(-1)}
    return masks.get(name, (torch.arange(6) < 4).expand(6, 6)).bool()


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    d, query = int(state["d"]), int(state["query"])
    scale = d ** POWERS[state["scale"]] / state["temperature"]
    q, k, mask = vectors(0, d), vectors(1, d), allowed(state["mask"])
    p = F.scaled_dot_product_attention(q, k, torch.eye(6).double(), mask, scale=scale)[query]
    if not mask[query].any():  # the function answers 0, softmax itself nan
        p = p * torch.nan
    shown: dict[str, float | str] = {f"p{m}": p[m].item() for m in range(6)}
    shown["entropy"] = -torch.xlogy(p, p).sum().item()
    shown = {name: "nan" if math.isnan(float(value)) else value for name, value in shown.items()}
    return {**shown, "spread": (q @ k.T * scale).std(correction=0).item()}


def test_the_spread_of_the_scores_is_about_the_root_of_d() -> None:
    for d in (16, 64, 256):
        spread = (vectors(0, d) @ vectors(1, d).T).std(correction=0)
        assert 0.6 < spread / d**0.5 < 1.5


def test_a_row_is_chosen_by_pointing_at_it(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-attention")
    box = place_of(element.locator(".area"))
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 2.5 / 6)
    expect(element.locator("[data-value=query]")).to_have_text("2")
    expect(element.locator("[data-value=p3]")).to_have_text("0.0000")


def test_the_frame_of_a_row_is_not_cut_off(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-attention")
    for query in (0, 5):
        element.evaluate("(element, query) => { element.state = { query }; }", query)
        reader.page.evaluate(SETTLED)
        frame, around = (
            place_of(element.locator("[stroke-width]")),
            place_of(element.locator("svg")),
        )
        half = around["width"] / 216  # of the line, whose width is 2
        assert frame["y"] > around["y"] + 0.9 * half
        assert frame["y"] + frame["height"] < around["y"] + around["height"] - 0.9 * half


def test_a_row_without_keys_is_nan(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-attention")
    element.evaluate("element => { element.state = { mask: 'narrow', query: 0 }; }")
    expect(element.locator("[data-value=p0]")).to_have_text("nan")
    expect(element.locator("[data-value=entropy]")).to_have_text("nan")


def test_the_mission_is_about_the_last_row(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-attention")
    for query, reached in ((4, False), (5, True)):
        state = {"d": "256", "scale": "none", "mask": "all", "temperature": 100, "query": query}
        assert float(expected(state)["entropy"]) > 1
        element.evaluate("(element, state) => { element.state = state; }", state)
        reader.page.evaluate(SETTLED)
        assert element.locator(".done").inner_text() == ("✓" if reached else "○")
    expect(element.locator("[data-value=temperature]")).to_have_text("100")  # and not 1.0e+2
