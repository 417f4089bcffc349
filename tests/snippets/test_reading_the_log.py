"""What the page on reading the log claims, and the functions of its programs."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch import Tensor
from torch.autograd.functional import hessian as autograd_hessian

from tests.programs import load

LOG = [3.246066, 0.703490, 0.620850, 0.563644, 0.513388, 0.465922]
LOG += [0.419682, 0.373925, 0.328385, 0.283776, 0.247032]

PARAMETERS = arrays(np.float64, (3, 5), elements=st.floats(-3, 3)).map(torch.from_numpy)
LOGITS = arrays(np.float64, (8, 3), elements=st.floats(-1000, 1000)).map(torch.from_numpy)
PROPERTY = settings(deadline=None, max_examples=50)

bound = load("reading_the_log/step_size_bound")
walk = load("reading_the_log/curvature_along_the_way")
x, target = walk.x, walk.target
top = bound.eigenvalues(x)[0]


def cost(parameters: Tensor) -> Tensor:
    return F.cross_entropy(x @ parameters.T, target)


def gradient(parameters: Tensor) -> Tensor:
    leaf = parameters.clone().requires_grad_()
    (result,) = torch.autograd.grad(cost(leaf), leaf)
    return result


def curvature(parameters: Tensor) -> float:
    return float(torch.linalg.eigvalsh(walk.hessian(parameters))[-1])


def test_the_printed_epochs_are_the_log_of_the_notes() -> None:
    costs = load("reading_the_log/every_epoch").costs
    assert [f"{c:.6f}" for c in costs[::100]] == [f"{c:.6f}" for c in LOG]


def test_the_costs_between_the_lines() -> None:
    costs = load("reading_the_log/every_epoch").costs
    assert costs[1:5] == pytest.approx([1.9869, 1.4191, 1.1965, 1.1806], abs=6e-5)
    assert (costs[99], costs[100]) == pytest.approx((0.648535, 0.703490), abs=1e-6)


def test_other_intervals_show_as_many_rises_as_the_page_says() -> None:
    costs = torch.tensor(load("reading_the_log/every_epoch").costs)
    rises = {n: int((costs[::n].diff() > 0).sum()) for n in (100, 99, 33)}
    assert rises == {100: 0, 99: 1, 33: 11}


def test_the_printed_points_are_local_maxima_while_it_zigzags() -> None:
    costs = load("reading_the_log/every_epoch").costs
    assert all(costs[e] > max(costs[e - 1], costs[e + 1]) for e in range(100, 1000, 100))


@PROPERTY
@given(PARAMETERS)
def test_the_hessian_is_what_autograd_finds(parameters: Tensor) -> None:
    expected = autograd_hessian(cost, parameters).reshape(15, 15)
    torch.testing.assert_close(walk.hessian(parameters), expected)


@PROPERTY
@given(arrays(np.float64, 5, elements=st.floats(-1000, 1000)).map(torch.from_numpy))
def test_the_softmax_jacobian_has_no_eigenvalue_above_one_half(logits: Tensor) -> None:
    p = logits.softmax(0)
    assert torch.linalg.eigvalsh(p.diag() - p.outer(p))[-1] <= 0.5 + 1e-12


@PROPERTY
@given(PARAMETERS)
def test_no_curvature_exceeds_half_the_largest_eigenvalue(parameters: Tensor) -> None:
    assert curvature(parameters) <= top / 2 + 1e-9


def test_the_bound_on_the_curvature_is_reached() -> None:
    parameters = torch.zeros(3, 5, dtype=torch.float64)
    parameters[2, 4] = -1000  # every row: one half, one half, zero
    assert curvature(parameters) == pytest.approx(top / 2)


@PROPERTY
@given(PARAMETERS, st.floats(0.01, 0.99))
def test_no_step_below_the_bound_raises_the_cost(parameters: Tensor, part: float) -> None:
    step = part * 4 / top * gradient(parameters)
    assert cost(parameters - step) <= cost(parameters) + 1e-12


@PROPERTY
@given(PARAMETERS, st.floats(0.01, 3))
def test_the_descent_lemma(parameters: Tensor, part: float) -> None:
    lr, g = part * 4 / top, gradient(parameters)
    promised = cost(parameters) - lr * (1 - lr * top / 4) * g.square().sum()
    assert cost(parameters - lr * g) <= promised + 1e-9


def test_a_step_above_the_bound_can_raise_the_cost() -> None:
    costs = bound.descend(x, 0.1)
    assert costs[10] > costs[9]


def test_descending_is_what_an_optimizer_does() -> None:
    parameters = bound.start.clone().requires_grad_()
    optimizer = torch.optim.SGD([parameters], lr=0.1)
    costs = []
    for _ in range(50):
        loss = cost(parameters)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        costs.append(loss.detach())
    torch.testing.assert_close(bound.descend(x, 0.1)[:50], torch.stack(costs))


@pytest.mark.parametrize(("lr", "rises"), [(0.05, 0), (0.08, 0), (0.1, 492), (0.2, 499)])
def test_rising_steps(lr: float, rises: int) -> None:
    assert (bound.descend(x, lr).diff() > 0).sum() == rises


def test_the_rate_of_the_log_ends_lowest_of_the_five() -> None:
    last = {lr: bound.descend(x, lr)[-1] for lr in (0.05, 0.08, 0.09, 0.1, 0.2)}
    assert min(last, key=last.__getitem__) == 0.1


def test_the_largest_eigenvalue() -> None:
    assert top == pytest.approx(64.2176, abs=5e-5)
    assert 4 / top == pytest.approx(0.0623, abs=5e-5)


def test_standardised_features_never_rise_at_the_same_rate() -> None:
    assert bound.standardised.mean(dim=0).abs().max() < 1e-12
    costs = bound.descend(bound.with_ones(bound.standardised), 0.1)
    assert (costs.diff() < 0).all()
    assert costs[-1] == pytest.approx(0.111285, abs=1e-6)


def test_the_path_at_eight_hundredths_soon_meets_no_curvature_above_25() -> None:
    parameters, curvatures = bound.start, []
    for _ in range(1001):
        curvatures.append(curvature(parameters))
        parameters = parameters - 0.08 * gradient(parameters)
    assert max(curvatures[:5]) > 25 > max(curvatures[5:]) > 24


def test_the_zigzag_begins_above_the_bound_and_covers_every_second_step() -> None:
    program = load("reading_the_log/rising_steps")
    rising, rates = program.rising, program.rates
    assert program.bound < program.first
    assert rising[rates > 0.0995].min() >= 492
    assert rising[(rates - 0.1).abs().argmin()] == 492


def test_every_rise_starts_on_steep_ground() -> None:
    curvatures, costs = torch.tensor(walk.curvature), torch.tensor(walk.costs)
    rises = costs.diff() > 0
    assert rises.sum() == 492
    assert (curvatures[:-1][rises] > 20).all()
    assert not (curvatures[:-1][~rises] > 20).all()


@PROPERTY
@given(LOGITS)
def test_margins_are_what_a_loop_finds(logits: Tensor) -> None:
    margins = load("reading_the_log/no_minimum").margins(logits)
    for row, label, margin in zip(logits, target, margins, strict=True):
        others = [row[k] for k in range(3) if k != label]
        assert margin == row[label] - max(others)


@PROPERTY
@given(LOGITS, st.integers(-50, 50))
def test_margins_ignore_a_shift(logits: Tensor, shift: int) -> None:
    margins = load("reading_the_log/no_minimum").margins
    torch.testing.assert_close(margins(logits + shift), margins(logits), atol=1e-9, rtol=0)


@PROPERTY
@given(PARAMETERS)
def test_no_parameters_have_a_gradient_of_zero(parameters: Tensor) -> None:
    separating = load("reading_the_log/no_minimum").parameters
    assert (gradient(parameters) * separating).sum() < 0  # so going that way lowers the cost


def test_larger_parameters_cost_less_and_never_nothing() -> None:
    logits = load("reading_the_log/no_minimum").logits
    costs = [F.cross_entropy(factor * logits, target).item() for factor in range(1, 9)]
    assert all(0 < b < a for a, b in pairwise(costs))


def test_the_norm_and_the_cost_after_twenty_thousand_epochs() -> None:
    program = load("reading_the_log/no_minimum")
    assert program.epoch == 20000
    assert program.norm == pytest.approx(18.35, abs=5e-3)
    assert F.cross_entropy(program.logits, target) == pytest.approx(0.02029, abs=5e-6)


def test_zero_starts_at_ln_3_and_ends_where_the_bias_allows() -> None:
    train = load("reading_the_log/zero_start").train
    for biases, last in ((3, 0.248155), (1, 0.399962)):
        costs = train(torch.zeros(biases, requires_grad=True))
        assert costs[0] == pytest.approx(math.log(3))
        assert costs[-1] == pytest.approx(last, abs=1e-6)


def test_a_shared_bias_is_as_good_as_none() -> None:
    program = load("reading_the_log/zero_start")
    weight = torch.zeros(3, 4)
    for _ in range(1000):
        p = (program.x @ weight.T).softmax(dim=1)
        weight -= 0.1 * (p - F.one_hot(target)).T @ program.x / 8
    none = F.cross_entropy(program.x @ weight.T, target).item()
    assert program.train(torch.zeros(1, requires_grad=True))[-1] == pytest.approx(none, abs=1e-5)


@PROPERTY
@given(PARAMETERS, st.floats(-10, 10))
def test_the_gradient_of_a_shared_bias_is_zero(parameters: Tensor, value: float) -> None:
    shared = torch.tensor([value], dtype=torch.float64, requires_grad=True)
    F.cross_entropy(x @ parameters.T + shared, target).backward()
    assert shared.grad is not None
    assert abs(shared.grad.item()) < 1e-12
