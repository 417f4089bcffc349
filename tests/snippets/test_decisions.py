"""Holds the programs of "Probabilities to act on" to SciPy, scikit-learn and second derivations."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from scipy.stats import betabinom, binom, entropy
from sklearn.metrics import brier_score_loss

from tests.programs import load


def normal(*shape: int) -> torch.Tensor:
    random = torch.Generator().manual_seed(0)
    return torch.randn(shape, generator=random, dtype=torch.float64)


def test_action_is_that_of_least_cost_on_average_over_many_mushrooms() -> None:
    program = load("decisions/decisions_in_one_minute")
    kinds = torch.multinomial(
        program.p, 100_000, replacement=True, generator=torch.Generator().manual_seed(0)
    )
    paid = program.costs[kinds].mean(dim=0)
    assert paid.argmin() == program.expected.argmin()
    torch.testing.assert_close(paid, program.expected, rtol=0.05, atol=0)


def test_expected_scores_are_those_of_scikit_learn_and_of_the_divergence() -> None:
    program = load("decisions/proper_scores")
    p = program.p.double().numpy()
    for forecast in program.forecasts.values():
        assert forecast.sum().item() == pytest.approx(1)
        q = forecast.double() / forecast.double().sum()
        parts = ((q - program.outcomes) ** 2).sum(dim=1)
        for y in range(3):
            expected = brier_score_loss([y], [q.tolist()], labels=[0, 1, 2], scale_by_half=False)
            assert parts[y].item() == pytest.approx(expected, rel=1e-5)
        log = -(program.p * q.log()).sum().item()
        assert log == pytest.approx(entropy(p) + entropy(p, q.numpy()), rel=1e-5)


def test_no_forecast_is_better_than_the_honest_one_by_a_proper_score() -> None:
    p = normal(3).softmax(dim=0)
    others = normal(200, 3).softmax(dim=1)
    honest = -(p * p.log()).sum(), 1 - (p**2).sum()
    log = -(p * others.log()).sum(dim=1)
    brier = (p * ((others[:, None] - torch.eye(3)) ** 2).sum(dim=2)).sum(dim=1)
    assert (log > honest[0]).all()
    assert (brier > honest[1]).all()


def test_bins_are_of_equal_width() -> None:
    program = load("decisions/noise_floor")
    confidence = torch.tensor([0.0, 0.19, 0.2, 0.55, 0.99, 1.0], dtype=torch.float64)
    edges = torch.tensor([0.2, 0.4, 0.6, 0.8], dtype=torch.float64)
    place = torch.bucketize(confidence, edges, right=True)
    assert torch.equal(program.in_bins(confidence, 5).argmax(dim=1), place)


def test_shares_of_the_classes_as_forecast_have_no_calibration_error() -> None:
    program = load("decisions/noise_floor")
    right = torch.arange(100) < 30  # what comes most often, and is always told
    gaps = (right.double() - 0.3) @ program.in_bins(torch.full((100,), 0.3), 10)
    assert gaps.abs().sum() < 1e-9


@pytest.mark.parametrize("c", [0.5, 0.8, 0.95])
def test_law_of_the_floor_is_near_the_mean_of_the_binomial_distribution(c: float) -> None:
    right = np.arange(401)
    exact = (binom.pmf(right, 400, c) * abs(right - 400 * c)).sum()
    assert exact == pytest.approx(np.sqrt(2 / np.pi * 400 * c * (1 - c)), rel=0.01)


def test_temperature_of_the_search_is_that_of_a_solver() -> None:
    program = load("decisions/fit_on_its_own_rows")
    logits, target = (part.numpy() for part in program.own)

    def cost(log_t: float) -> float:
        p = log_softmax(logits / np.exp(log_t), axis=1)
        return -float(p[np.arange(len(target)), target].mean())

    wanted = np.exp(minimize_scalar(cost, bounds=(-2, 2), method="bounded").x)
    assert program.fit(*program.own).item() == pytest.approx(wanted, rel=0.0125)  # half a step


def test_cost_of_rows_that_are_all_right_falls_with_the_temperature() -> None:
    program = load("decisions/fit_on_its_own_rows")
    logits, target = program.learnt
    assert torch.equal(logits.argmax(dim=1), target)
    costs = [F.cross_entropy(logits / t, target) for t in program.temperatures]
    assert (torch.stack(costs).diff() >= 0).all()


@pytest.mark.parametrize("price", [0.02, 0.1, 0.3])
def test_asking_is_one_more_action_in_a_matrix_of_costs(price: float) -> None:
    program = load("decisions/price_of_asking")
    logits = 2 * normal(500, 4)
    target = normal(4, 500).argmax(dim=0)
    costs = torch.hstack([1 - torch.eye(4), torch.full((4, 1), price)]).double()
    least, action = (logits.softmax(dim=1) @ costs).min(dim=1)
    wanted = (action == 4).double().mean(), least.mean(), costs[target, action].mean()
    found = program.decide(logits, target, price)
    torch.testing.assert_close(torch.stack(found), torch.stack(wanted))


@pytest.mark.parametrize("alpha", [0.1, 0.05, 0.01])
def test_limit_is_the_quantile_of_numpy(alpha: float) -> None:
    program = load("decisions/conformal_sets")
    place, told = program.cover(alpha, draws=3)
    assert told.shape == (3, 3)
    own = program.of_label[:100].numpy()
    limit = np.quantile(own, place / 100, method="inverted_cdf")
    assert limit == np.sort(own)[place - 1]


def test_coverage_of_all_draws_that_there_are_follows_the_law() -> None:
    of_label, n, place = normal(8), 3, 3
    covered: Counter[int] = Counter()
    for own in combinations(range(8), n):
        limit = of_label[list(own)].sort().values[place - 1]
        rest = [i for i in range(8) if i not in own]
        covered[int((of_label[rest] <= limit).sum())] += 1
    law = betabinom(8 - n, place, n + 1 - place)
    for count in range(6):
        assert covered[count] / covered.total() == pytest.approx(law.pmf(count))


def test_coverage_of_the_digits_follows_the_law() -> None:
    program = load("decisions/conformal_sets")
    drawn = program.told[:, 0]
    rest = len(program.y) - program.n
    law = betabinom(rest, program.place, program.n + 1 - program.place)
    mean, variance = law.stats()
    np.testing.assert_allclose(program.law, law.cdf(program.edges * rest))
    assert mean / rest == pytest.approx(program.place / (program.n + 1))
    assert drawn.mean().item() * rest == pytest.approx(mean, abs=4 * (variance / len(drawn)) ** 0.5)
    assert drawn.var().item() * rest**2 == pytest.approx(variance, rel=0.2)


def test_only_the_order_of_the_rows_matters() -> None:
    program = load("decisions/conformal_sets")
    torch.manual_seed(0)
    expected = program.cover(0.1, draws=5)[1]
    torch.manual_seed(0)
    scores = {"strange": program.strange**3, "of_label": program.of_label**3}
    kept = {name: program.cover.__globals__[name] for name in scores}
    program.cover.__globals__.update(scores)
    try:
        found = program.cover(0.1, draws=5)[1]
    finally:
        program.cover.__globals__.update(kept)
    torch.testing.assert_close(found, expected)


def test_some_sets_are_empty() -> None:
    program = load("decisions/conformal_sets")
    torch.testing.assert_close((1 - program.strange).sum(dim=1), torch.ones_like(program.of_label))
    limit = program.of_label.sort().values[int(0.9 * len(program.y))]
    assert ((program.strange <= limit).sum(dim=1) == 0).any()


def test_logits_of_the_network_grow_in_proportion_far_away() -> None:
    program = load("decisions/stranger")
    near, far = (program.model(scale * program.strange).detach() for scale in (1e4, 1e5))
    torch.testing.assert_close(far / 10, near, rtol=1e-3, atol=1)
    assert (far.softmax(dim=1).amax(dim=1) > 0.999).double().mean() > 0.99
