"""Holds the programs of "Rare classes and soft targets" to SciPy, PyTorch and derivations."""

from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.optimize import brentq, minimize
from sklearn.linear_model import LogisticRegression
from torch import nn

from tests.claims.claims import printed
from tests.programs import load

COLUMNS = r"(\S+)", r"\S+ +(\S+)"  # a weight, a bias


def least(cost: Any, size: int) -> np.ndarray:
    """Return the logits, or parameters, at which SciPy finds the least cost."""

    def value(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        inputs = torch.tensor(parameters, requires_grad=True)
        result = cost(inputs)
        (gradient,) = torch.autograd.grad(result, inputs)
        return result.item(), gradient.numpy()

    found = minimize(value, np.zeros(size), jac=True, options={"gtol": 1e-7})
    assert abs(found.jac).max() < 1e-6
    answer: np.ndarray = found.x
    return answer


@pytest.mark.parametrize("name", ["plain", "pos_weight=10", "ten copies", "adjusted loss"])
def test_a_weight_and_a_bias_end_where_another_solver_ends(name: str) -> None:
    program = load("rare_classes/one_bias")
    x, y, ratio = program.x[:, 0].double(), program.y.double(), program.ratio.double()
    bce = F.binary_cross_entropy_with_logits
    costs = {
        "plain": lambda z: bce(z, y),
        "pos_weight=10": lambda z: bce(z, y, pos_weight=ratio),
        "ten copies": lambda z: bce(z[program.copies], y[program.copies]),
        "adjusted loss": lambda z: bce(z - ratio.log(), y),
    }
    published = [
        float(printed("rare_classes/one_bias", rf"^{name} +{column}")) for column in COLUMNS
    ]
    found = least(lambda w: costs[name](w[0] * x + w[1]), 2)
    np.testing.assert_allclose(found, published, atol=0.002)


def test_an_adjusted_softmax_is_the_plain_one_shifted() -> None:
    torch.manual_seed(0)
    x, target = torch.randn(60, 2).double(), torch.arange(60) % 7 // 3
    share = target.bincount() / len(target)

    def cost(shift: torch.Tensor) -> Any:
        def of(flat: torch.Tensor) -> torch.Tensor:
            logits = x @ flat[:6].view(2, 3) + flat[6:] + shift
            return F.cross_entropy(logits, target) + (flat[:6] ** 2).sum() / 100

        return of

    plain, adjusted = least(cost(torch.zeros(3)), 9), least(cost(share.log()), 9)
    np.testing.assert_allclose(plain[:6], adjusted[:6], atol=1e-5)
    shift = plain[6:] - share.log().numpy() - adjusted[6:]
    np.testing.assert_allclose(shift - shift.mean(), 0, atol=1e-5)


def test_all_digits_can_be_separated_and_so_can_those_of_each_split() -> None:
    program = load("rare_classes/ten_eights")
    model = LogisticRegression(C=1e5, max_iter=5000).fit(program.x, program.labels)
    assert model.score(program.x, program.labels) == 1


def test_a_row_that_is_drawn_evenly_is_of_each_class_as_often() -> None:
    labels = np.repeat([0, 1, 2], [70, 25, 5])
    share = np.bincount(labels) / len(labels)
    chance = 1 / (3 * share * len(labels))[labels]
    np.testing.assert_allclose(np.bincount(labels, chance), 1 / 3)


def test_split_has_ten_eights_to_learn_from_and_none_twice() -> None:
    program = load("rare_classes/soft_on_digits")
    for rows, held in zip(program.learn, program.test, strict=True):
        assert (program.target[rows] == 8).sum() == 10
        assert len(set(rows.tolist()) | set(held.tolist())) == len(rows) + len(held)


def test_student_and_test_rows_share_no_row_and_the_student_sees_no_eight() -> None:
    program = load("rare_classes/unseen_eight")
    for rows, held in zip(program.no_eight, program.test, strict=True):
        assert (program.target[rows] != 8).all()
        assert not set(rows.tolist()) & set(held.tolist())


def test_networks_side_by_side_learn_as_each_would_alone() -> None:
    program = load("rare_classes/unseen_eight")
    model = nn.Sequential(nn.Linear(64, 20), nn.ReLU(), nn.Linear(20, 10))
    torch.manual_seed(0)
    shapes = (64, 20), (1, 20), (20, 10), (1, 10)
    drawn = [(torch.rand(10, *s) * 2 - 1) / 7 for s in shapes]
    w, b, v, c = (p[3] for p in drawn)
    for own, other in zip(model.parameters(), (w.T, b[0], v.T, c[0]), strict=True):
        own.data.copy_(other)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(20):
        rows = program.no_eight.gather(1, torch.randint(1050, (10, 64)))[3]
        optimizer.zero_grad()
        F.cross_entropy(model(program.x[rows]), program.target[rows]).backward()
        optimizer.step()
    together = program.train(program.no_eight, 20, program.labels, steps=20)[3]
    torch.testing.assert_close(together, model(program.x).detach(), atol=1e-2, rtol=1e-2)


@pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0, 5.0])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_the_best_answer_to_focal_loss_is_where_its_derivative_is_zero(
    gamma: float, share: float
) -> None:
    focal = load("rare_classes/focal").focal

    def slope(p: float) -> float:
        (one, other) = (
            gamma * (1 - q) ** (gamma - 1) * np.log(q) - (1 - q) ** gamma / q for q in (p, 1 - p)
        )
        return float(share * one - (1 - share) * other)

    root = brentq(slope, 1e-4, 1 - 1e-4)
    p = torch.linspace(0.001, 0.999, 999, dtype=torch.float64)
    best = p[(share * focal(p, gamma) + (1 - share) * focal(1 - p, gamma)).argmin()]
    assert abs(best - root) < 0.001


@pytest.mark.parametrize("smoothing", [0.01, 0.1, 0.3])
def test_smoothing_is_least_at_the_lead_of_the_formula(smoothing: float) -> None:
    z = least(lambda z: F.cross_entropy(z[None], torch.tensor([8]), label_smoothing=smoothing), 10)
    lead = np.log1p(10 * (1 - smoothing) / smoothing)
    np.testing.assert_allclose(z[8] - np.delete(z, 8), lead, atol=1e-4)


def test_to_find_more_never_takes_fewer_false_ones() -> None:
    curves = load("rare_classes/found_and_false").runs[:, :, :-2]
    assert (np.diff(curves) >= 0).all()
    assert curves.min() >= 0
    assert curves.max() <= 1
