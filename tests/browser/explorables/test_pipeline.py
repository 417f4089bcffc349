"""The explorable of the pipeline from logits to a loss, by PyTorch."""

import math
from typing import Any

import torch
import torch.nn.functional as F
from playwright.sync_api import expect
from torch import Tensor

from tests.browser.reader import Reader

PAGE = "why_logits"
MISSION = [("target", "End", 1)]
TARGET = torch.tensor([0])


def through(state: dict[str, Any], logits: Tensor) -> tuple[Tensor, dict[str, float | str]]:
    """Return the loss of logits, shape (1, K), and what leaves each stage."""
    stage, shown = logits, {}
    for name in ("softmax", "log"):
        is_in = state[name] == "with"
        if is_in:
            stage = stage.softmax(1) if name == "softmax" else stage.log()
        shown[f"{name}Target"] = told(stage[0, 0]) if is_in else "–"
        shown[f"{name}Other"] = told(stage[0, 1]) if is_in else "–"
    return getattr(F, state["loss"])(stage, TARGET), shown


def told(number: Tensor) -> float | str:
    """Return what stands for a number: itself, or what PyTorch prints."""
    value = number.item()
    return value if math.isfinite(value) else str(value).replace("-", "−")


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    classes = int(state["classes"])
    logits = torch.full((1, classes), state["other"], dtype=torch.float64)
    logits[0, 0] = state["target"]
    loss, shown = through(state, logits.requires_grad_())
    loss.backward()
    assert logits.grad is not None
    perfect = torch.ones(1, classes, dtype=torch.float64)
    perfect[0, 0] = 1e300
    lowest, _ = through(state, perfect)
    is_endless = (state["loss"], state["softmax"]) == ("nll_loss", "without")
    code = {"softmax": ".softmax(1)", "log": ".log()"}
    stages = "".join(text for name, text in code.items() if state[name] == "with")
    return shown | {
        "zTarget": state["target"],
        "zOther": state["other"],
        "out": told(loss),
        "value": told(loss),
        "floor": "−inf" if is_endless else lowest.item(),
        "guessing": math.log(classes),
        "truth": F.cross_entropy(logits, TARGET).item(),
        "push": told(-logits.grad[0, 0]),
        "code": f"F.{state['loss']}(z{stages}, y)",
    }


def test_each_wiring_is_made_by_keys_and_judged(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-pipeline")
    loss = element.locator("[data-value=value]")
    verdict = element.locator(".verdict")
    expect(verdict).to_contain_text("Softmax twice")
    element.get_by_role("checkbox", name="log").press("Space")
    expect(verdict).to_contain_text("on paper only")
    element.get_by_role("checkbox", name="softmax").press("Space")
    expect(verdict).to_contain_text("nan")
    element.get_by_role("checkbox", name="log").press("Space")
    expect(verdict).to_contain_text("The true loss")
    element.get_by_role("checkbox", name="softmax").press("Space")
    element.get_by_role("checkbox", name="log").press("Space")
    element.get_by_label("nll_loss").check()
    expect(element.locator("[data-value=code]")).to_have_text("F.nll_loss(z.softmax(1).log(), y)")
    expect(verdict).to_contain_text("on paper only")
    element.get_by_role("checkbox", name="log").press("Space")
    expect(verdict).to_contain_text("from −1 to 0")
    element.get_by_role("checkbox", name="softmax").press("Space")
    expect(verdict).to_contain_text("without end")
    element.get_by_role("checkbox", name="log").press("Space")
    element.get_by_label("Target's logit").fill("-1")
    expect(verdict).to_contain_text("nan")
    expect(loss).to_have_text("nan")


BAR = """([element, name]) => {
  const piece = element.querySelector(`[data-piece=${name}]`);
  const style = getComputedStyle(piece);
  const length = parseFloat(style.backgroundSize) / 100;
  const position = parseFloat(style.backgroundPositionX) / 100;
  const start = position * (1 - length);
  const zero = parseFloat(piece.parentElement.querySelector(".tick").style.left) / 100;
  return { length, start, end: start + length, zero, image: style.backgroundImage };
}"""


def test_presets_wire_it_and_a_loss_below_zero_has_a_bar_of_its_own(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-pipeline")
    code = element.locator("[data-value=code]")
    element.evaluate("element => { element.state = { target: 10 }; }")
    for name, call in (
        ("Right", "F.cross_entropy(z, y)"),
        ("Forgot the log", "F.nll_loss(z.softmax(1), y)"),
        ("Softmax twice", "F.cross_entropy(z.softmax(1), y)"),
        ("Forgot the log", "F.nll_loss(z.softmax(1), y)"),
    ):
        preset = element.get_by_role("button", name=name)
        preset.press("Enter")
        expect(code).to_have_text(call)
        expect(element.locator(".chips [aria-pressed=true]")).to_have_text(name)
    expect(element.locator("[data-value=value]")).to_have_text("−0.9998")
    found = reader.page.evaluate(BAR, [element.element_handle(), "value"])
    assert found["length"] > 0.2 and abs(found["end"] - found["zero"]) < 0.01
    other = reader.page.evaluate(BAR, [element.element_handle(), "guessing"])
    assert abs(other["start"] - other["zero"]) < 0.01
    assert found["image"].split("(")[0] != other["image"].split("(")[0], "looks like one above 0"
    element.get_by_label("Target's logit").press("ArrowLeft")
    element.get_by_role("checkbox", name="log").press("Space")
    expect(element.locator(".chips [aria-pressed=true]")).to_have_count(0)
