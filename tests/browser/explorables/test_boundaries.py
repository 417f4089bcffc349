"""The explorable of boundaries, by PyTorch."""

import math
from typing import Any

import torch
import torch.nn.functional as F
from playwright.sync_api import expect
from torch import Tensor

from tests.browser.reader import Reader, place_of

PAGE = "boundaries"
MISSION = [("hidden", "4", 1), ("steps", "End", 1)]
TARGET = torch.arange(9) // 3
NOTHING = 1e-9  # a hinge that misses by as little is rounding


def hinge(z: Tensor) -> Tensor:
    """Return the hinge losses, each class's part; PyTorch's own has no threshold for rounding."""
    missing = 1 - z.gather(1, TARGET[:, None]) + z
    missing = missing.masked_fill(F.one_hot(TARGET, 3).bool(), 0.0)
    return torch.where(missing > NOTHING, missing, torch.zeros_like(missing)).sum(dim=1)


def started(state: dict[str, Any]) -> list[Tensor]:
    """Return the layers that a state begins with, the last row of inputs is the bias's."""
    count = int(state["hidden"])
    if not count:
        planes = [[state[f"{name}{k}"] for name in "uvb"] for k in range(3)]
        return [torch.tensor(planes, dtype=torch.float64)]
    angle = 2 * math.pi * torch.arange(count, dtype=torch.float64) / count
    bias = torch.tensor([-0.5, 0.5], dtype=torch.float64)[torch.arange(count) % 2]
    hidden = torch.stack([angle.cos(), angle.sin(), bias], dim=1)
    return [hidden, torch.zeros(3, count + 1, dtype=torch.float64)]


def scores(layers: list[Tensor], x: Tensor) -> Tensor:
    for layer in layers[:-1]:
        x = (x @ layer[:, :-1].T + layer[:, -1]).tanh()
    return x @ layers[-1][:, :-1].T + layers[-1][:, -1]


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    points = [[state[f"x{i}"], state[f"y{i}"]] for i in range(9)]
    x = torch.tensor(points, dtype=torch.float64)
    layers = [layer.requires_grad_() for layer in started(state)]

    def measured() -> tuple[Tensor, Tensor]:
        """Return the scores and the losses."""
        z = scores(layers, x)
        is_hinge = state["loss"] == "hinge"
        return z, hinge(z) if is_hinge else F.cross_entropy(z, TARGET, reduction="none")

    optimizer = torch.optim.SGD(layers, lr=0.2)
    for _ in range(int(state["steps"])):
        optimizer.zero_grad()
        measured()[1].mean().backward()
        optimizer.step()
    z, losses = measured()
    (push,) = torch.autograd.grad(losses.sum(), z, retain_graph=True)
    optimizer.zero_grad()
    losses.mean().backward()
    gradients = [layer.grad.flatten() for layer in layers if layer.grad is not None]
    pushing = -push.gather(1, TARGET[:, None]) > NOTHING
    return {
        "mean": losses.mean().item(),
        "slope": torch.cat(gradients).norm().item(),
        "pushing": f"{int(pushing.sum())} / 9",
        "correct": f"{int((z.argmax(dim=1) == TARGET).sum())} / 9",
    }


def test_an_arrow_moved_after_training_begins_from_the_planes_as_they_are(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-boundaries")
    element.evaluate("element => { element.state = { steps: 200, handle: 9 }; }")
    trained = element.evaluate("element => element.model.output")
    element.get_by_role("button", name="↑").press("Enter")
    state = element.evaluate("element => element.state")
    assert state["steps"] == 0
    for k in range(3):
        for j, name in enumerate("uvb"):
            wanted = trained[k][j] + (0.2 if (k, name) == (0, "v") else 0)
            assert abs(state[f"{name}{k}"] - max(min(wanted, 3), -3)) < 0.051, f"{name}{k}"


def test_a_point_is_dragged_and_the_regions_follow(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-boundaries")
    box = place_of(element.locator(".area"))
    element.evaluate("element => { element.state = { steps: 100 }; }")
    before = element.locator(".zone").first.get_attribute("d")
    mouse = reader.page.mouse
    mouse.move(box["x"] + box["width"] / 6, box["y"] + box["height"] * 3.5 / 6)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    mouse.up()
    expect(element.locator("[data-value=x0]")).to_have_text("0.0")
    expect(element.locator("[data-value=handle]")).to_have_text("0")
    assert element.locator(".zone").first.get_attribute("d") != before


def test_hinge_stops_to_push_and_cross_entropy_does_not(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-boundaries")
    for loss, pushing in (("hinge", "0 / 9"), ("softmax", "9 / 9")):
        element.evaluate(
            "(element, loss) => { element.state = { loss, hidden: '4', steps: 200 }; }", loss
        )
        expect(element.locator("[data-value=pushing]")).to_have_text(pushing)
        expect(element.locator("[data-value=correct]")).to_have_text("9 / 9")
