"""The explorable of cross-entropy, by PyTorch."""

import math
from typing import Any

import torch
from playwright.sync_api import Browser, expect
from torch.distributions import Categorical, kl_divergence

from tests.browser.reader import PHONE, Reader, place_of

PAGE = "cross_entropy"
MISSION = [("q0", "ArrowLeft", 50), ("q1", "ArrowRight", 15)]
TARGETS = {"soft": [0.1, 0.6, 0.3], "label": [0.0, 1.0, 0.0], "even": [1 / 3, 1 / 3, 1 / 3]}


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    p = torch.tensor(TARGETS[state["target"]], dtype=torch.float64)
    q = torch.tensor([state[f"q{i}"] for i in range(3)], dtype=torch.float64)
    torch.testing.assert_close(q.sum().item(), 1.0)
    costs = -torch.xlogy(p, q)
    kl = kl_divergence(Categorical(p), Categorical(q))
    entropy = torch.special.entr(p).sum()
    nats = {f"cost{i}": costs[i] for i in range(3)}
    nats |= {"cross": costs.sum(), "entropy": entropy, "kl": kl}
    unit = math.log(2) if state["unit"] == "bits" else 1
    shown = {name: number.item() / unit for name, number in nats.items()}
    return {
        **{name: "∞" if math.isinf(number) else number for name, number in shown.items()},
        **{f"p{i}": p[i].item() for i in range(3)},
    }


def test_a_finger_drags_the_columns_and_the_others_yield(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, PHONE, has_touch=True)
    page = reader.open("en", PAGE)
    element = page.locator("explore-cross-entropy")
    column = element.locator("rect.room").nth(1)
    box, top = place_of(column), page.evaluate("scrollY")
    x, bottom = box["x"] + box["width"] / 2, box["y"] + box["height"]
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *heights: float) -> None:
        points = [{"x": x, "y": bottom - height * box["height"]} for height in heights]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.1)
    for percent in range(10, 51, 5):
        touch("touchMove", percent / 100)
    expect(element.locator("[data-value=q1]")).to_have_text("0.50")
    touch("touchMove", 1.2)
    expect(element.locator("[data-value=q1]")).to_have_text("1.00")
    touch("touchMove", -0.2)
    touch("touchEnd")
    expect(element.locator("[data-value=cross]")).to_have_text("∞")
    state = element.evaluate("element => element.state")
    assert [state["q0"], state["q1"], state["q2"]] == [0.75, 0, 0.25], "not in proportion"
    assert page.evaluate("scrollY") == top
    reader.leave()


def test_chances_of_the_address_that_do_not_sum_to_one_are_mended_and_told(reader: Reader) -> None:
    reader.open("en", PAGE, "?cross-entropy=0.8,0.8,0")
    element = reader.page.locator("explore-cross-entropy")
    expect(element.locator("[data-value=q0]")).to_have_text("0.50")
    expect(element.locator("[data-value=kl]")).to_have_text("∞")
    expect(element.get_by_role("status")).to_contain_text("nearest possible")
