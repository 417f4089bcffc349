"""Holds the functions of the programs about boundaries to PyTorch, SciPy and scikit-learn."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.optimize import minimize
from scipy.stats import multivariate_normal
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

from tests.programs import load


def drawn(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_three_lines_meet_where_the_program_says() -> None:
    program = load("boundaries/wedges")
    matrix = torch.stack(
        [program.weight[0] - program.weight[1], program.weight[0] - program.weight[2]]
    )
    offset = torch.stack([program.bias[1] - program.bias[0], program.bias[2] - program.bias[0]])
    torch.testing.assert_close(torch.linalg.solve(matrix, offset), program.meet)


def test_lead_is_positive_in_the_region_of_its_class_alone() -> None:
    program = load("boundaries/wedges")
    assert torch.equal((program.lead > 0).sum(dim=2).clamp(max=1), (program.lead > 0).sum(dim=2))
    decided = program.lead.amax(dim=2) > 0
    first = program.z.argmax(dim=2)
    assert torch.equal(program.lead.argmax(dim=2)[decided], first[decided])


@pytest.mark.parametrize("seed", range(5))
def test_a_region_of_a_linear_model_is_convex(seed: int) -> None:
    weight, bias, x = drawn(seed, 4, 2), drawn(seed + 100, 4), 3 * drawn(seed + 200, 300, 2)
    answer = (x @ weight.T + bias).argmax(dim=1)
    one, other = torch.arange(300)[:, None], torch.arange(300)
    same = answer[one] == answer[other]
    between = 0.3 * x[:, None] + 0.7 * x
    assert torch.equal(
        (between @ weight.T + bias).argmax(dim=2)[same], answer[one].expand(-1, 300)[same]
    )


def test_a_crossing_has_equal_scores_and_probabilities() -> None:
    program = load("boundaries/what_moves_a_boundary")
    for weight, bias in program.changes.values():
        for i, j in itertools.permutations(range(3), 2):
            at = torch.stack([program.crossing(weight, bias, i, j, x2=0.5), torch.tensor(0.5)])
            z = weight @ at + bias
            torch.testing.assert_close(z[i], z[j], atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_distance_to_a_boundary_is_that_of_the_nearest_point_on_it(seed: int) -> None:
    weight, bias, x = drawn(seed, 2, 2), drawn(seed + 50, 2), drawn(seed + 90, 2)
    normal, offset = weight[0] - weight[1], bias[0] - bias[1]
    nearest = minimize(
        lambda y: float(((y - x.numpy()) ** 2).sum()),
        x.numpy(),
        constraints={"type": "eq", "fun": lambda y: float(normal.numpy() @ y + offset)},
    )
    distance = abs(float(normal @ x + offset)) / float(normal.norm())
    assert np.sqrt(nearest.fun) == pytest.approx(distance, rel=1e-4)


def test_likeliest_weights_are_those_of_scikit_learn() -> None:
    program = load("boundaries/maximum_likelihood")
    solver = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10000)
    solver.fit(program.x[:, :2], program.target)
    expected = torch.tensor(solver.predict_proba(program.x[:, :2]))
    torch.testing.assert_close(program.p, expected, atol=1e-3, rtol=0)


def test_likeliest_model_has_the_largest_entropy_of_all_with_its_sums() -> None:
    program = load("boundaries/maximum_likelihood")
    generator = torch.Generator().manual_seed(0)
    for _ in range(50):
        move = torch.randn(90, 2, generator=generator, dtype=torch.float64)
        move -= program.x @ torch.linalg.lstsq(program.x, move).solution
        move = torch.cat([move, -move.sum(dim=1, keepdim=True)], dim=1)
        q = program.p + move * program.p.min() / move.abs().max() / 2
        torch.testing.assert_close(q.T @ program.x, program.p.T @ program.x)
        entropy = [torch.special.entr(share).sum() for share in (q, program.p)]
        assert entropy[0] < entropy[1]


def test_die_is_the_one_that_a_constrained_solver_finds() -> None:
    program = load("boundaries/loaded_die")
    face = program.face.numpy()
    found = minimize(
        lambda q: float((q * np.log(q)).sum()),
        np.full(6, 1 / 6),
        bounds=[(1e-6, 1)] * 6,
        constraints=[
            {"type": "eq", "fun": lambda q: q.sum() - 1},
            {"type": "eq", "fun": lambda q: q @ face - 4.5},
        ],
        options={"ftol": 1e-12},
    )
    torch.testing.assert_close(program.p, torch.tensor(found.x), atol=1e-4, rtol=0)
    assert program.entropy(program.p) == pytest.approx(-found.fun, abs=1e-6)


def test_other_dice_keep_sum_and_mean() -> None:
    program = load("boundaries/loaded_die")
    assert len(program.q) > 9000
    ones = torch.ones(len(program.q), dtype=torch.float64)
    torch.testing.assert_close(program.q.sum(dim=1), ones)
    torch.testing.assert_close(program.q @ program.face, 4.5 * ones)


@pytest.mark.parametrize("scale", [[1.5, 1.0], [[1.5, 1.0], [1.0, 1.0], [0.5, 2.0]]])
def test_bayes_is_that_of_scipys_densities(scale: list[float]) -> None:
    program = load("boundaries/gaussians_of_one_shape")
    x, spread = 2 * drawn(0, 40, 2).float(), torch.tensor(scale)
    density = np.stack(
        [
            share * multivariate_normal(mean, np.diag(width**2)).pdf(x)
            for mean, width, share in zip(
                program.mean.numpy(),
                spread.expand(3, 2).numpy(),
                program.share.numpy(),
                strict=True,
            )
        ],
        axis=1,
    )
    expected = torch.tensor(density / density.sum(axis=1, keepdims=True)).float()
    torch.testing.assert_close(program.bayes(x, spread), expected, atol=1e-5, rtol=1e-4)


def test_linear_scores_of_one_shape_are_bayes_rule() -> None:
    program = load("boundaries/gaussians_of_one_shape")
    for scale in torch.tensor([[1.5, 1.0], [0.7, 2.0]]):
        weight, bias = program.linear(scale)
        x = 2 * drawn(1, 40, 2).float()
        torch.testing.assert_close(
            torch.softmax(x @ weight.T + bias, dim=1), program.bayes(x, scale)
        )


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_hinge_is_pytorchs_multi_margin_loss_times_the_classes(classes: int) -> None:
    program = load("boundaries/hinge_beside_softmax")
    z, target = 2 * drawn(classes, 50, classes), torch.arange(50) % classes
    expected = classes * F.multi_margin_loss(z, target, reduction="none")
    torch.testing.assert_close(program.hinge(z, target), expected)


def test_a_spiral_turns_away_from_its_middle_by_class() -> None:
    program = load("boundaries/spiral")
    torch.manual_seed(0)
    x, target = program.spiral(30000)
    angle = torch.atan2(x[:, 1], x[:, 0])
    along = x.norm(dim=1) / 2 - 0.1
    assert along.min() >= -1e-6
    assert along.max() <= 1 + 1e-6
    noise = angle - 4 * along - 2.1 * target
    noise = torch.atan2(noise.sin(), noise.cos())
    assert noise.mean().abs() < 0.01
    assert noise.std() == pytest.approx(0.15, abs=0.01)


def test_hidden_units_are_those_asked_for() -> None:
    program = load("boundaries/spiral")
    assert isinstance(program.make(0), nn.Linear)
    assert [tuple(p.shape) for p in program.make(5).parameters()] == [(5, 2), (5,), (3, 5), (3,)]


def test_training_lowers_the_cost() -> None:
    program = load("boundaries/spiral")
    torch.manual_seed(7)
    model, (x, target) = program.make(8), program.spiral(90)
    before = F.cross_entropy(model(x), target).item()
    program.train(model, x, target, steps=50)
    assert F.cross_entropy(model(x), target).item() < 0.8 * before


def test_the_cost_of_a_hidden_layer_is_not_convex() -> None:
    program = load("boundaries/spiral")
    torch.manual_seed(3)
    model, (x, target) = program.make(2), program.spiral(90)
    program.train(model, x, target, steps=100)
    (first, bias, last, own) = [p.detach() for p in model.parameters()]

    def cost(first: Tensor, bias: Tensor, last: Tensor) -> float:
        z = (x @ first.T + bias).tanh() @ last.T + own
        return F.cross_entropy(z, target).item()

    swapped = (first.flip(0), bias.flip(0), last.flip(1))
    between = [(a + b) / 2 for a, b in zip((first, bias, last), swapped, strict=True)]
    assert cost(*swapped) == pytest.approx(cost(first, bias, last), rel=1e-5)
    assert cost(*between) > cost(first, bias, last) + 0.01
