"""Holds what the page "Gradients" says of first and second derivatives and of flat directions."""

import copy
import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.optimize import approx_fprime
from scipy.special import logsumexp
from torch import Tensor
from torch.func import grad, jacrev

from tests.programs import load

quick = settings(deadline=None, max_examples=50)


@st.composite
def logits_of_a_row(draw: st.DrawFn, largest: float = 1000, classes: int = 8) -> Tensor:
    shape = draw(st.integers(1, classes))
    return torch.from_numpy(
        draw(npst.arrays(np.float64, shape, elements=st.floats(-largest, largest)))
    )


@st.composite
def batches(draw: st.DrawFn) -> tuple[Tensor, Tensor, Tensor]:
    """Rows, targets and logits, from 1 row to 6, from 1 class to 7."""
    rows, features, classes = (draw(st.integers(1, most)) for most in (6, 5, 7))
    x = draw(npst.arrays(np.float64, (rows, features), elements=st.floats(-10, 10)))
    logits = draw(npst.arrays(np.float64, (rows, classes), elements=st.floats(-1000, 1000)))
    target = draw(npst.arrays(np.int64, rows, elements=st.integers(0, classes - 1)))
    return torch.from_numpy(x), torch.from_numpy(target), torch.from_numpy(logits)


def jacobian(logits: Tensor) -> Tensor:
    by_hand: Tensor = load("gradients/softmax_jacobian").jacobian(torch.softmax(logits, dim=0))
    return by_hand


def parameters(seed: int, scale: float = 1) -> Tensor:
    return scale * torch.randn(
        15, generator=torch.Generator().manual_seed(seed), dtype=torch.float64
    )


@quick
@given(batches())
def test_gradient_in_the_logits_is_probability_minus_target(
    batch: tuple[Tensor, Tensor, Tensor],
) -> None:
    _, target, logits = batch
    gradient = grad(lambda z: F.cross_entropy(z, target, reduction="sum"))(logits)
    expected = torch.softmax(logits, dim=1) - F.one_hot(target, logits.shape[1])
    torch.testing.assert_close(gradient, expected)
    assert gradient.sum(dim=1).abs().max() < 1e-12


def test_gradient_agrees_with_finite_differences_of_scipys_loss() -> None:
    logits = np.array([1.0, 2.0, 3.0])
    numeric = approx_fprime(logits, lambda z: logsumexp(z) - z[0], 1e-7)
    program = load("gradients/probability_minus_target")
    np.testing.assert_allclose(numeric, program.logits.grad.numpy(), atol=1e-6)


def test_a_class_with_probability_zero_gets_no_push() -> None:
    logits = torch.tensor([1.0, -math.inf, 2.0])
    gradient = grad(F.cross_entropy)(logits, torch.tensor(0))
    assert gradient[1] == 0
    assert gradient.isfinite().all()


@quick
@given(logits_of_a_row())
def test_jacobian_is_that_of_autograd(logits: Tensor) -> None:
    by_autograd = jacrev(lambda z: torch.softmax(z, dim=0))(logits)
    torch.testing.assert_close(jacobian(logits), by_autograd)


@quick
@given(logits_of_a_row())
def test_jacobian_is_symmetric_with_rows_summing_to_zero_and_bounded_eigenvalues(
    logits: Tensor,
) -> None:
    by_hand = jacobian(logits)
    assert torch.equal(by_hand, by_hand.T)
    assert by_hand.sum(dim=1).abs().max() < 1e-12
    eigenvalues = torch.linalg.eigvalsh(by_hand)
    assert eigenvalues.min() > -1e-12
    assert eigenvalues.abs().min() < 1e-12
    assert eigenvalues.max() < 0.5 + 1e-12


@quick
@given(logits_of_a_row(largest=20))
def test_jacobian_is_the_covariance_of_a_one_hot_draw(logits: Tensor) -> None:
    probability = torch.softmax(logits, dim=0)
    deviations = torch.eye(len(logits), dtype=torch.float64) - probability
    covariance = deviations.T @ probability.diag() @ deviations
    torch.testing.assert_close(jacobian(logits), covariance)


@pytest.mark.parametrize("logits", [[0.0], [1000.0], [-1000.0, 0.0, 1000.0], [0.0, -math.inf]])
def test_jacobian_vanishes_where_one_class_has_all_probability(logits: list[float]) -> None:
    assert torch.equal(jacobian(torch.tensor(logits)), torch.zeros(len(logits), len(logits)))


def test_jacobian_of_many_equal_classes() -> None:
    classes = 1000
    eigenvalues = torch.linalg.eigvalsh(jacobian(torch.zeros(classes, dtype=torch.float64)))
    assert eigenvalues[0].abs() < 1e-12
    torch.testing.assert_close(
        eigenvalues[1:], torch.full((classes - 1,), 1 / classes, dtype=torch.float64)
    )


def test_jacobian_is_differentiable_twice() -> None:
    assert torch.autograd.gradgradcheck(
        lambda z: torch.softmax(z, dim=0),
        torch.tensor([1.0, 2.0, 3.0], requires_grad=True, dtype=torch.float64),
    )


def test_chain_breaks_where_the_probability_rounds_to_zero_and_the_joint_gradient_does_not() -> (
    None
):
    logits = torch.tensor([0.0, 200.0])
    probability = torch.softmax(logits, dim=0)
    chained = load("gradients/softmax_jacobian").jacobian(probability) @ (
        -torch.tensor([1.0, 0.0]) / probability
    )
    assert not chained.isfinite().all()
    assert grad(F.cross_entropy)(logits, torch.tensor(0)).tolist() == [-1, 1]


def test_squared_error_stops_pushing_the_surer_the_model_is_wrong() -> None:
    program = load("gradients/confidently_wrong")
    wrong = program.wrong_by > 1
    assert (program.squared[wrong].diff() < 0).all()
    assert (program.cross[wrong].diff() > 0).all()
    error = torch.softmax(torch.tensor([0.0, 8.0]), dim=0) - torch.tensor([1.0, 0.0])
    expected = -(jacobian(torch.tensor([0.0, 8.0])) @ error)[0]
    torch.testing.assert_close(program.squared[-1], expected)


def test_confidently_right_needs_no_push_from_either_loss() -> None:
    program = load("gradients/confidently_wrong")
    assert program.cross[0] < 1e-3
    assert program.squared[0] < 1e-3


@quick
@given(batches())
def test_gradient_of_weight_and_bias_is_that_of_autograd(
    batch: tuple[Tensor, Tensor, Tensor],
) -> None:
    x, target, logits = batch
    weight = logits.new_zeros(logits.shape[1], x.shape[1])
    bias = logits.new_zeros(logits.shape[1])
    by_hand = load("gradients/gradient_of_the_weight").gradient(x, target, logits)
    by_autograd = grad(
        lambda weight, bias: F.cross_entropy(logits + x @ weight.T + bias, target), argnums=(0, 1)
    )(weight, bias)
    torch.testing.assert_close(by_hand, by_autograd)
    assert by_hand[0].sum(dim=0).abs().max() < 1e-9


def test_gradient_of_no_rows_is_not_a_number_as_the_mean_of_nothing_is() -> None:
    nothing = torch.zeros(0, 4), torch.zeros(0, dtype=torch.long), torch.zeros(0, 3)
    weight, bias = load("gradients/gradient_of_the_weight").gradient(*nothing)
    assert weight.isnan().all()
    assert bias.isnan().all()
    assert F.cross_entropy(nothing[2], nothing[1]).isnan()


def test_gradient_at_zero_is_the_class_mean_subtracted_from_the_mean() -> None:
    program = load("gradients/gradient_of_the_weight")
    weight, _ = program.gradient(program.x, program.target, torch.zeros(8, 3))
    for k in range(3):
        of_class = program.x[program.target == k].sum(dim=0)
        torch.testing.assert_close(weight[k], (program.x.sum(dim=0) / 3 - of_class) / 8)


def test_training_by_hand_is_training_by_autograd() -> None:
    program = load("gradients/training_without_autograd")
    model = copy.deepcopy(program.start)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(1001):
        optimizer.zero_grad()
        F.cross_entropy(model(program.x), program.target).backward()
        optimizer.step()
    torch.testing.assert_close(program.weight, model.weight.detach())
    torch.testing.assert_close(program.bias, model.bias.detach())


@quick
@given(logits_of_a_row(largest=20), st.data())
def test_second_derivative_in_the_logits_does_not_depend_on_the_target(
    logits: Tensor, data: st.DataObject
) -> None:
    target = torch.tensor(data.draw(st.integers(0, len(logits) - 1)))
    hessian = jacrev(jacrev(lambda z: F.cross_entropy(z, target)))(logits)
    torch.testing.assert_close(hessian, jacobian(logits))


@pytest.mark.parametrize("seed", range(5))
def test_hessian_by_hand_is_that_of_autograd_away_from_zero(seed: int) -> None:
    program = load("gradients/hessian_at_zero")
    point = parameters(seed, scale=0.3)
    torch.testing.assert_close(program.hessian(point), jacrev(jacrev(program.cost))(point))


def test_largest_eigenvalue_at_zero_is_a_third_of_that_of_the_rows() -> None:
    program = load("gradients/hessian_at_zero")
    rows = torch.linalg.eigvalsh(program.x.T @ program.x / 8)
    torch.testing.assert_close(program.eigenvalues[-1], rows[-1] / 3)


@pytest.mark.parametrize("seed", range(5))
def test_cost_is_convex(seed: int) -> None:
    program = load("gradients/hessian_at_zero")
    here, there = parameters(seed), parameters(seed + 100)
    assert torch.linalg.eigvalsh(program.hessian(here)).min() > -1e-12
    between = program.cost((here + there) / 2)
    assert between < (program.cost(here) + program.cost(there)) / 2


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("distance", [1, -1000])
def test_cost_is_constant_along_each_of_the_five_flat_directions(
    column: int, distance: float
) -> None:
    program = load("gradients/hessian_at_zero")
    here = parameters(column, scale=0.3)
    flat = torch.zeros(3, 5, dtype=torch.float64)
    flat[:, column] = 1
    assert (program.hessian(here) @ flat.flatten()).abs().max() < 1e-12
    torch.testing.assert_close(program.cost(here + distance * flat.flatten()), program.cost(here))


@pytest.mark.parametrize(("product", "rises"), [(1.9, False), (2.1, True)])
def test_a_step_on_a_parabola_ends_higher_when_rate_times_curvature_exceeds_two(
    product: float, rises: bool
) -> None:
    lr, curvature, start = 0.1, product / 0.1, 3.0
    end = start - lr * curvature * start
    assert (curvature * end**2 / 2 > curvature * start**2 / 2) == rises


def test_paths_keep_their_sum_and_end_in_the_valley_with_the_same_probabilities() -> None:
    program = load("gradients/valley")
    for start in ([-2.5, 2.0], [-0.5, 2.5], [2.8, -1.8], [0.0, 0.0]):
        path = program.descend(start)
        torch.testing.assert_close(
            path.sum(dim=1), torch.full((101,), sum(start)), atol=1e-5, rtol=0
        )
        torch.testing.assert_close(torch.softmax(path[-1], dim=0), program.share)
        assert (program.cost(path).diff() < 1e-6).all()
    entropy = -(program.share * program.share.log()).sum()
    torch.testing.assert_close(program.cost(path[-1]), entropy)


def test_gradient_of_the_valley_crosses_its_level_lines() -> None:
    program = load("gradients/valley")
    logits = torch.tensor([0.4, -1.3])
    gradient = grad(program.cost)(logits)
    torch.testing.assert_close(gradient, torch.softmax(logits, dim=0) - program.share)
    assert abs(gradient.sum()) < 1e-6
    torch.testing.assert_close(program.cost(logits + 7), program.cost(logits))


def test_penalty_on_the_weights_selects_one_point_of_the_valley() -> None:
    program = load("gradients/valley")
    ends = []
    for start in ([-2.5, 2.0], [2.8, -1.8]):
        logits = torch.tensor(start)
        for _ in range(2000):
            gradient = torch.softmax(logits, dim=0) - program.share
            logits = logits - 0.5 * (gradient + 0.1 * logits)
        ends.append(logits)
    torch.testing.assert_close(ends[0], ends[1])
    assert abs(ends[0].sum()) < 1e-5
