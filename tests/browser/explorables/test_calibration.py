"""The explorable of calibration, by PyTorch."""

import json
import re
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from playwright.sync_api import expect
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from tests.browser.reader import Reader
from tests.programs import load
from verify import ROOT

PAGE = "real_data"
MISSION = [("temperature", "ArrowLeft", 4)]


def program() -> Any:
    """Return the program that makes the data."""
    return load("real_data/calibration")


def bins(logits: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the confidence of each row, whether it is right, and its bin."""
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    edges = torch.arange(1, 10, dtype=torch.float64) / 10
    right = (answer == program().target_test).double()
    return confidence, right, torch.bucketize(confidence, edges, right=True)


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    logits = program().scores[state["c"]] / state["temperature"]
    confidence, right, place = bins(logits)
    gaps = [(confidence - right)[place == b].sum().abs() for b in range(10)]
    return {
        "confidence": confidence.mean().item(),
        "accuracy": right.mean().item(),
        "error": torch.stack(gaps).sum().item() / len(right),
        "cost": F.cross_entropy(logits, program().target_test).item(),
    }


def test_the_points_of_every_setting_are_those_of_the_model() -> None:
    output = (ROOT / "snippets/real_data/calibration.out").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in output.splitlines()]
    settings = {(c, temperature) for c, temperature, *_ in lines}
    assert settings == {(c, k / 10) for c in program().scores for k in range(1, 21)}
    for c, temperature, *_, points in lines:
        confidence, right, place = bins(program().scores[c] / temperature)
        members = [place == b for b in place.unique()]
        assert [(n, r) for n, r, _ in points] == [(m.sum(), right[m].sum()) for m in members]
        means = [confidence[m].mean().item() for m in members]
        assert [said for _, _, said in points] == pytest.approx(means, abs=0.0051)


def test_another_solver_finds_the_same_probabilities() -> None:
    data = program()
    for c, power in (("1/100", -2), ("1", 0), ("100", 2)):
        model = LogisticRegression(C=10**power, tol=1e-8, max_iter=5000).fit(data.x, data.target)
        other = torch.from_numpy(model.predict_proba(data.x_test))
        torch.testing.assert_close(data.scores[c].softmax(dim=1), other, atol=1e-3, rtol=0)


def test_each_bin_has_a_point_that_grows_with_its_rows(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-calibration")
    rows = bins(program().scores["1"])[2].bincount()
    circles = element.locator(".points").get_attribute("d") or ""
    radii = [float(r) for r in re.findall(r"M[^a]*a([\d.]+)", circles)]
    assert len(radii) == (rows > 0).sum()
    assert radii.index(max(radii)) == rows[rows > 0].argmax()
    element.get_by_label("1/100").check()
    expect(element.locator("[data-value=error]")).not_to_have_text("0.066")
