"""The explorable of training, by PyTorch."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from playwright.sync_api import Browser, expect
from torch import Tensor, nn

from tests.browser.reader import PHONE, SETTLED, Reader
from verify import ROOT

PAGE = "reading_the_log"
MISSION = [("rate", "ArrowLeft", 20), ("epoch", "End", 1)]
BOUND = ROOT / "snippets" / "reading_the_log" / "step_size_bound.out"
LOG = ROOT / "snippets" / "walkthrough" / "training.out"
ROWS = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
ROWS += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
X = torch.tensor([[*row, 1] for row in ROWS], dtype=torch.float64)
TARGET = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
ONE_HOT = F.one_hot(TARGET, 3).double()
LOGS = """(element, states) => states.map(state => {
  element.state = state;
  return element.querySelector("[data-value=log]").textContent;
})"""
RECORD = """element => {
  const epoch = element.querySelector("[data-value=epoch]");
  window.shown = [];
  const changes = { characterData: true, subtree: true };
  new MutationObserver(() => shown.push(epoch.textContent)).observe(epoch, changes);
}"""
FRAMES = """() => new Promise(resolve => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
})"""


@lru_cache
def start(name: str, seed: int) -> Tensor:
    """Return a start, its biases last, shape (3, 5)."""
    if name == "zero":
        return torch.zeros(3, 5, dtype=torch.float64)
    torch.manual_seed(1 if name == "notes" else seed)
    torch.rand(283 if name == "notes" else 0)
    linear = nn.Linear(4, 3)
    return torch.cat([linear.weight, linear.bias[:, None]], dim=1).detach().double()


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    weights = start(state["start"], state["seed"])
    epoch = state["epoch"]
    costs = []
    for _ in range(epoch + 1):  # by softmax minus target, for autograd takes ten times as long
        logits = X @ weights.mT
        costs.append(F.cross_entropy(logits, TARGET))
        p = logits.softmax(dim=1)
        weights = weights - state["rate"] / 8 * (p - ONE_HOT).mT @ X
    cost = torch.stack(costs)
    near = cost[-25:]
    low, high = near.min().item(), near.max().item()
    right = int((p.argmax(dim=1) == TARGET).sum())
    return {
        "cost": cost[-1].item(),
        "rises": int((cost.diff() > 0).sum()),
        "right": f"{right} / 8",
        "bound": float(re.findall(r"raw: .*bound ([\d.]+)", BOUND.read_text())[0]),
        "low": low,
        "high": high if low < high else "",  # an axis of no length has one label
        "from": max(epoch - 24, 0),
        "to": epoch or "",
        "log": log(cost.tolist(), state["every"]),
    } | {f"p{n}{k}": p[n, k].item() for n in range(8) for k in range(3)}


def log(costs: list[float], every: int) -> str:
    """Return what the program of the site prints."""
    printed = enumerate(costs[::every])
    return "\n".join(f"Epoch : {i * every:4d}/1000 Cost : {cost:.6f}" for i, cost in printed)


def trained(starts: list[Tensor], rate: float) -> list[list[float]]:
    """Return all costs of each start, with autograd and SGD."""
    weights = torch.stack(starts).requires_grad_()
    optimizer = torch.optim.SGD([weights], lr=rate)
    targets = TARGET.expand(len(starts), -1)
    costs = []
    for _ in range(1001):
        logits = (X @ weights.mT).movedim(2, 1)
        losses = F.cross_entropy(logits, targets, reduction="none").mean(dim=1)
        optimizer.zero_grad()
        losses.sum().backward()
        optimizer.step()
        costs.append(losses.detach())
    return torch.stack(costs, dim=1).tolist()


def test_every_cost_of_the_log_and_of_twenty_other_starts_is_that_of_pytorch(
    reader: Reader,
) -> None:
    element = reader.open("en", PAGE).locator("explore-training")
    starts = [("notes", 0), ("zero", 0), *(("random", seed) for seed in range(19))]
    for rate in (0.06, 0.1):
        states = [
            {"rate": rate, "every": 1, "epoch": 1000, "start": name, "seed": seed}
            for name, seed in starts
        ]
        logs = element.evaluate(LOGS, states)
        costs = trained([start(name, seed) for name, seed in starts], rate)
        for name, shown, own in zip(starts, logs, costs, strict=True):
            assert shown == log(own, 1), name
        rising = [sum(later > cost for cost, later in pairwise(own)) for own in costs]
        assert rising[0] == (492 if rate == 0.1 else 0), "the zigzag comes with the rate"


def test_it_begins_with_the_first_epoch_and_ends_with_the_log_of_the_program(
    reader: Reader,
) -> None:
    element = reader.open("en", PAGE).locator("explore-training")
    text = LOG.read_text().rstrip("\n")
    log = element.locator("[data-value=log]")
    expect(log).to_have_text(text.splitlines()[0])
    element.get_by_role("slider", name="Epoch").press("End")
    expect(log).to_have_text(text)
    expect(element.locator("[data-value=rises]")).to_have_text("492")


def test_a_link_that_leaves_out_the_epoch_means_the_last_as_it_always_did(reader: Reader) -> None:
    for query, epoch in (("?training=0.1", 1000), ("?training=0.05,50", 1000), ("", 0)):
        element = reader.open("en", PAGE, query).locator("explore-training")
        assert element.evaluate("element => element.state.epoch") == epoch, query
    for state, query in (
        ({"epoch": 1000}, "?training=0.1"),
        ({"rate": 0.05, "epoch": 0}, "?training=0.05,100,0"),
        ({"rate": 0.1}, ""),
    ):
        element.evaluate("(element, state) => { element.state = state; }", state)
        reader.page.evaluate(SETTLED)
        assert reader.page.evaluate("location.search") == query


def test_chips_set_the_rate_and_the_bound_is_marked_on_its_slider(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-training")
    pressed = element.locator(".chips [aria-pressed=true]")
    expect(pressed).to_have_text("0.1")
    for rate in ("0.05", "0.2"):
        element.get_by_role("button", name=rate, exact=True).press("Enter")
        expect(pressed).to_have_text(rate)
        assert element.evaluate("element => element.state.rate") == float(rate)
    element.get_by_role("slider", name="Learning rate").press("ArrowLeft")
    expect(pressed).to_have_count(0)
    share = float(
        element.locator(".track .mark").evaluate("mark => mark.style.getPropertyValue('--share')")
    )
    bound = float(element.locator("[data-value=bound]").inner_text())
    assert share == pytest.approx(bound / 0.25)


def test_a_phone_shows_the_curve_and_the_rows_with_the_button_that_runs(
    browser: Browser, url: str
) -> None:
    reader = Reader(browser, url, PHONE)
    for language in ("en", "ko"):
        element = reader.open(language, PAGE).locator("explore-training")
        top, bottom = element.evaluate("""element => {
          const { top } = element.getBoundingClientRect();
          return [".main", ".rows"].map(part =>
            element.querySelector(part).getBoundingClientRect().bottom - top);
        }""")
        assert top < 200 and bottom < PHONE[1] - 100, "below the header"
    reader.leave()


def test_it_runs_pauses_and_goes_on_step_by_step(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-training")
    epoch = element.locator("[data-value=epoch]")
    run = element.get_by_role("button", name="Run")
    pause = element.get_by_role("button", name="Pause")
    step = element.get_by_role("button", name="Step")
    element.evaluate("element => { element.state = { epoch: 1000 }; }")
    step.click()
    expect(epoch).to_have_text("0")  # after the last
    step.press("Enter")
    expect(epoch).to_have_text("1")

    run.dblclick()  # which is one click
    pause.click()
    reader.page.evaluate(SETTLED)
    paused = epoch.inner_text()
    reader.page.evaluate(FRAMES)
    expect(epoch).to_have_text(paused)

    element.evaluate("element => { element.state = { epoch: 970 }; }")
    run.click()
    expect(epoch).to_have_text("1000", timeout=60_000)
    expect(run).to_be_visible()
    run.click()
    expect(pause).to_be_visible()
    assert element.evaluate("element => { element.remove(); return element.frame; }") == 0


def test_without_motion_it_runs_in_ten_pictures(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, reduced_motion="reduce")
    element = reader.open("en", PAGE).locator("explore-training")
    element.evaluate(RECORD)
    element.get_by_role("button", name="Run").click()
    reader.page.wait_for_function("() => shown.at(-1) === '300'")
    assert reader.page.evaluate("shown") == ["100", "200", "300"]
    reader.leave()


def test_controls_show_the_state_of_a_page_that_the_reader_comes_back_to(reader: Reader) -> None:
    page = reader.open("en", PAGE)
    element = page.locator("explore-training")
    element.get_by_role("slider", name="Learning rate").press("Home")
    element.get_by_label("zeros").check()
    page.evaluate(SETTLED)
    assert page.evaluate("location.search")
    page.evaluate("history.replaceState(null, '', location.pathname)")
    page.goto(reader.address("en", "about"))
    page.go_back()
    element.scroll_into_view_if_needed()
    expect(element.get_by_role("slider", name="Learning rate")).to_have_value("0.1")
    expect(element.get_by_label("of the log")).to_be_checked()
