"""The explorable of decisions, by PyTorch and NumPy."""

import json
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tests.programs import load
from verify import ROOT

PAGE = "decisions"
MISSION = [("threshold", "ArrowLeft", 9)]
DATA = [
    json.loads(line)
    for line in (ROOT / "snippets/decisions/thresholds_and_sets.out").read_text().splitlines()
]


def probabilities(part: tuple[Tensor, Tensor], temperature: str) -> tuple[Tensor, Tensor]:
    """Return the probabilities of rows, and that of each row's label."""
    program = load("decisions/thresholds_and_sets")
    by = {f"{shown:g}": exact for (shown, *_), exact in zip(DATA, (1, program.fitted), strict=True)}
    p = (part[0] / by[temperature]).softmax(dim=1)
    return p, p[range(len(p)), part[1]]


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    program = load("decisions/thresholds_and_sets")
    p, of_label = probabilities(program.of_test, state["temperature"])
    confidence, answer = p.max(dim=1)
    asked = confidence < 1 - state["threshold"]
    wrong = (answer != program.of_test[1]).double()
    price = torch.tensor(state["price"], dtype=torch.float64)
    known = probabilities(program.of_limit, state["temperature"])[1].numpy()
    # Of 300 labels and a new one, α allows as many to be left out, those with the least.
    limit = np.sort(known)[round(100 * state["alpha"]) * 301 // 100 - 1]
    size = (p >= limit).sum(dim=1)
    return {
        "asked": asked.double().mean().item(),
        "promised": torch.where(asked, price, 1 - confidence).mean().item(),
        "paid": torch.where(asked, price, wrong).mean().item(),
        "covered": (of_label >= limit).double().mean().item(),
        "none": (size == 0).double().mean().item(),
        "one": (size == 1).double().mean().item(),
        "classes": size.double().mean().item(),
    }
