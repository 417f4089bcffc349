"""The explorable of gradients, by PyTorch."""

from typing import Any

import torch
import torch.nn.functional as F
from playwright.sync_api import Browser, expect
from torch import Tensor

from tests.browser.reader import Reader
from tests.programs import load

PAGE = "gradients"
MISSION = [("row", "ArrowRight", 2)]


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    notes = load("gradients/training_without_autograd")
    x = torch.hstack([notes.x, torch.ones(8, 1)])
    row = [int(state["row"])]
    weights = torch.hstack([notes.start.weight, notes.start.bias[:, None]]).detach()

    def push(weights: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the push on the weights, and the probabilities, the loss and the cost."""
        weights.requires_grad_()
        logits = x @ weights.T
        loss = F.cross_entropy(logits[row], notes.target[row])
        (gradient,) = torch.autograd.grad(loss, weights)
        return -gradient, logits[row[0]].softmax(0), loss, F.cross_entropy(logits, notes.target)

    for _ in range(int(state["steps"])):
        weights = (weights + state["rate"] * push(weights)[0]).detach()
    pushes, p, loss, cost = push(weights)
    _, _, loss_next, cost_next = push((weights + state["rate"] * pushes).detach())
    shown = {"loss": loss, "lossNext": loss_next, "cost": cost, "costNext": cost_next}
    return {
        **{name: number.item() for name, number in shown.items()},
        **{f"x{j}": x[row[0], j].item() for j in range(4)},
        **{f"p{k}": p[k].item() for k in range(3)},
        **{f"wrong{k}": pushes[k, 4].item() for k in range(3)},
        **{f"w{k}{j}": weights[k, j].item() for k in range(3) for j in range(5)},
        **{f"push{k}{j}": pushes[k, j].item() for k in range(3) for j in range(5)},
    }


def test_a_step_goes_where_the_arrow_said(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-gradient")
    announced = element.locator("[data-value=lossNext]").inner_text()
    step = element.get_by_role("button", name="Take a step")
    step.click()
    expect(element.locator("[data-value=loss]")).to_have_text(announced)
    element.evaluate("element => { element.state = { steps: 19 }; }")
    step.press("Enter")
    expect(element.locator("[data-value=steps]")).to_have_text("20")
    expect(step).to_be_disabled()


RECORD = """element => {
  const loss = element.querySelector("[data-value=loss]");
  window.shown = [];
  new MutationObserver(() => shown.push(Number(loss.textContent)))
    .observe(loss, { characterData: true, subtree: true });
}"""


def test_a_step_is_seen_on_its_way_and_another_change_ends_it(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-gradient")
    announced = element.locator("[data-value=lossNext]").inner_text()
    element.evaluate(RECORD)
    element.get_by_role("button", name="Take a step").press("Enter")
    expect(element.locator("[data-value=steps]")).to_have_text("1")
    expect(element.locator("[data-value=loss]")).to_have_text(announced)
    shown = reader.page.evaluate("shown")
    assert len(shown) > 3 and shown == sorted(shown, reverse=True), "the loss falls on the way"
    element.get_by_role("button", name="Take a step").press("Enter")
    element.get_by_label("Steps from the start").press("Home")
    reader.page.wait_for_timeout(900)
    expect(element.locator("[data-value=steps]")).to_have_text("0")
    expect(element.locator("[data-value=loss]")).to_have_text("0.9138")


def test_without_motion_a_step_is_one_picture(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, reduced_motion="reduce")
    element = reader.open("en", PAGE).locator("explore-gradient")
    element.evaluate(RECORD)
    element.get_by_role("button", name="Take a step").press("Enter")
    reader.page.wait_for_timeout(300)
    assert len(reader.page.evaluate("shown")) == 1
    reader.leave()


def test_numbers_come_on_demand_in_the_place_of_arrows(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-gradient")
    number, arrow = element.locator("[data-value=w12]"), element.locator("td .arrow").first
    toggle = element.get_by_role("button", name="Numbers")
    expect(arrow).to_be_visible()
    expect(number).to_be_hidden()
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(number).to_be_visible()
    expect(arrow).to_be_hidden()
    up = element.evaluate("""element => [...element.querySelectorAll("td .arrow")]
      .map(({ style }) => new DOMMatrix(style.transform).d > 0)""")
    assert up == [False] * 10 + [True] * 5, "only the true class is pushed up"
