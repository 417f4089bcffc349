"""Softmax: what the page's functions compute, and what the page claims without printing."""

import math
from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from torch import Tensor

from tests.programs import load

softmax = load("softmax/softmax_by_hand").softmax
shifted_softmax = load("softmax/shift_invariance").shifted_softmax
softmax_of_index = load("softmax/index_for_score").softmax_of_index
candidates = load("softmax/why_the_exponential").candidates
at_temperature = load("softmax/temperature").softmax
entropy = load("softmax/temperature").entropy
positions = load("softmax/temperature_path").positions
corners = load("softmax/temperature_path").corners
centre = load("softmax/temperature_path").centre
winner_shares = load("softmax/gumbel_winners").winner_shares
gumbel = load("softmax/gumbel_winners").gumbel

score = st.floats(-30, 30)
temperature = st.floats(0.1, 50)


@st.composite
def scores(draw: st.DrawFn, least: int = 1, most: int = 6) -> Tensor:
    rows = st.lists(score, min_size=least, max_size=most)
    return torch.tensor(draw(rows), dtype=torch.float64)


# From scores to probabilities


@pytest.mark.parametrize("function", [softmax, shifted_softmax])
@given(z=scores())
@settings(deadline=None, max_examples=50)
def test_agrees_with_torch(function: Callable[[Tensor], Tensor], z: Tensor) -> None:
    torch.testing.assert_close(function(z), torch.softmax(z, dim=-1))


@pytest.mark.parametrize("function", [softmax, shifted_softmax])
def test_gradients_are_right(function: Callable[[Tensor], Tensor]) -> None:
    z = torch.tensor([[1.0, 2.0, 3.0], [0.0, -4.0, 0.5]], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(function, z)
    p = function(z)
    (gradient,) = torch.autograd.grad(p[0, 2], z)
    (expected,) = torch.autograd.grad(torch.softmax(z, dim=-1)[0, 2], z)
    torch.testing.assert_close(gradient, expected)


@given(scores())
@settings(deadline=None, max_examples=50)
def test_probabilities_are_positive_sum_to_1_and_keep_the_order_of_the_scores(z: Tensor) -> None:
    p = softmax(z)
    assert (p > 0).all()
    assert p.sum().item() == pytest.approx(1)
    assert (p[z.argsort()].diff() >= 0).all()


@given(scores(least=2))
@settings(deadline=None, max_examples=50)
def test_a_difference_of_scores_is_a_ratio_of_probabilities(z: Tensor) -> None:
    p = softmax(z)
    torch.testing.assert_close(p[0] / p[1], (z[0] - z[1]).exp())


@given(scores())
@settings(deadline=None, max_examples=50)
def test_scores_are_log_probabilities_up_to_one_shared_constant(z: Tensor) -> None:
    torch.testing.assert_close(softmax(z).log(), z - z.exp().sum().log())


@pytest.mark.parametrize("function", [softmax, shifted_softmax])
def test_every_row_of_a_batch_is_a_distribution_of_its_own(
    function: Callable[[Tensor], Tensor],
) -> None:
    batch = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 2.0]])
    rows = torch.stack([function(row) for row in batch])
    torch.testing.assert_close(function(batch), rows)


@pytest.mark.parametrize("function", [softmax, shifted_softmax])
def test_one_class_no_rows_and_an_impossible_class(function: Callable[[Tensor], Tensor]) -> None:
    assert function(torch.tensor([7.0])).tolist() == [1]
    assert function(torch.empty(0, 3)).shape == (0, 3)
    assert function(torch.tensor([0.0, -math.inf, 0.0])).tolist() == [0.5, 0, 0.5]


# A probability at a point


def test_the_probability_around_a_point_shrinks_with_the_interval_to_nothing() -> None:
    normal = stats.norm(0, 0.1)

    def within(width: float) -> float:
        return float(normal.cdf(width / 2) - normal.cdf(-width / 2))

    assert within(1e-4) / within(1e-3) == pytest.approx(0.1, rel=1e-4)
    assert within(1e-12) < 1e-10
    assert within(0) == 0
    assert normal.pdf(0) > 1


# The score, not the index


@given(scores(least=3, most=3))
@settings(deadline=None, max_examples=50)
def test_the_formula_with_the_index_never_looks_at_the_scores(z: Tensor) -> None:
    expected = torch.softmax(torch.tensor([1.0, 2.0, 3.0]), dim=-1)
    torch.testing.assert_close(softmax_of_index(z), expected)


# Why the exponential


def shares(name: str, z: Tensor) -> Tensor:
    weights: Tensor = candidates[name](z)
    return weights / weights.sum()


@pytest.mark.parametrize("name", ["e to the z", "2 to the z"])
@given(z=scores(), shift=st.floats(-30, 30))
@settings(deadline=None, max_examples=50)
def test_exponentials_grant_all_three_wishes(name: str, z: Tensor, shift: float) -> None:
    assert (shares(name, z) > 0).all()
    assert (shares(name, z)[z.argsort()].diff() >= 0).all()
    torch.testing.assert_close(shares(name, z + shift), shares(name, z))


@pytest.mark.parametrize(
    ("name", "keeps"),
    [
        ("z", (False, True, False)),
        ("z squared", (True, False, False)),
        ("softplus", (True, True, False)),
        ("e to the z", (True, True, True)),
        ("2 to the z", (True, True, True)),
    ],
)
def test_which_wishes_a_candidate_grants(name: str, keeps: tuple[bool, bool, bool]) -> None:
    z = torch.tensor([-1.0, 0.0, 2.0], dtype=torch.float64)
    positive = bool((shares(name, z) >= 0).all())
    ordered = bool((shares(name, z).diff() > 0).all())
    unmoved = torch.allclose(shares(name, z + 1), shares(name, z))
    assert (positive, ordered, unmoved) == keeps


@given(u=st.floats(-5, 5), c=st.floats(-5, 5))
@settings(deadline=None, max_examples=50)
def test_both_exponentials_turn_sums_into_products(u: float, c: float) -> None:
    points = torch.tensor([0, u, c, u + c], dtype=torch.float64)
    for name in "e to the z", "2 to the z":
        zero, at_u, at_c, at_sum = candidates[name](points)
        torch.testing.assert_close(at_sum / zero, (at_u / zero) * (at_c / zero))


# Only differences count


@given(scores(), st.floats(-1000, 1000))
@settings(deadline=None, max_examples=50)
def test_adding_a_number_to_all_scores_changes_nothing(z: Tensor, shift: float) -> None:
    torch.testing.assert_close(shifted_softmax(z + shift), shifted_softmax(z))


@given(scores(least=2))
@settings(deadline=None, max_examples=50)
def test_one_score_may_be_fixed_at_0(z: Tensor) -> None:
    differences = z - z[0]
    assert differences[0] == 0
    torch.testing.assert_close(shifted_softmax(differences), softmax(z))


def test_by_hand_fails_where_the_exponential_overflows_and_the_shifted_one_does_not() -> None:
    for z in torch.tensor([[1000.0, 0.0, -1000.0], [1001.0, 1002.0, 1003.0]]):
        assert softmax(z).isnan().any()
        torch.testing.assert_close(shifted_softmax(z), torch.softmax(z, dim=-1))
    z = torch.tensor([-1000.0, -1001.0])
    assert softmax(z).isnan().all()  # 0 / 0
    torch.testing.assert_close(shifted_softmax(z), torch.softmax(z, dim=-1))


def test_the_shifted_softmax_takes_a_large_vocabulary() -> None:
    torch.manual_seed(0)
    z = 100 * torch.randn(2, 100_000)
    torch.testing.assert_close(shifted_softmax(z), torch.softmax(z, dim=-1))
    torch.testing.assert_close(shifted_softmax(z).sum(dim=-1), torch.ones(2))


# Temperature


@given(scores(), temperature)
@settings(deadline=None, max_examples=50)
def test_entropy_agrees_with_scipy(z: Tensor, t: float) -> None:
    p = at_temperature(z, t)
    assert entropy(p).item() == pytest.approx(stats.entropy(p), abs=1e-12)


def test_a_certain_distribution_has_no_entropy() -> None:
    assert entropy(torch.tensor([0.0, 1.0, 0.0])) == 0


@given(scores(least=2), temperature, st.floats(1.01, 3))
@settings(deadline=None, max_examples=50)
def test_a_higher_temperature_means_more_entropy_and_the_same_order(
    z: Tensor, t: float, factor: float
) -> None:
    cold, hot = at_temperature(z, t), at_temperature(z, factor * t)
    assert entropy(cold) <= entropy(hot) + 1e-12
    assert entropy(hot) <= math.log(len(z)) + 1e-12
    assert (cold[z.argsort()].diff() >= 0).all()
    assert (hot[z.argsort()].diff() >= 0).all()


@given(scores(least=2))
@settings(deadline=None, max_examples=50)
def test_heat_ends_in_equal_chances(z: Tensor) -> None:
    equal = torch.full_like(z, 1 / len(z))
    torch.testing.assert_close(at_temperature(z, 1e9), equal, atol=1e-6, rtol=0)


def test_cold_ends_in_the_largest_score_or_evenly_in_all_that_share_the_first_place() -> None:
    assert at_temperature(torch.tensor([1.0, 3.0, 2.0]), 1e-3).tolist() == [0, 1, 0]
    assert at_temperature(torch.tensor([4.0, 4.0, -4.0]), 1e-3).tolist() == [0.5, 0.5, 0]


@given(scores(), st.floats(1.1, 100))
@settings(deadline=None, max_examples=50)
def test_another_base_is_another_temperature(z: Tensor, base: float) -> None:
    weights = base ** (z - z.max())
    torch.testing.assert_close(at_temperature(z, 1 / math.log(base)), weights / weights.sum())


def test_the_path_runs_from_the_centre_to_the_corner_of_the_largest_score() -> None:
    hot, cold = positions([1.0, 2.0, 3.0], torch.tensor([1e4, 1e-2]))
    torch.testing.assert_close(hot, centre, atol=1e-3, rtol=0)
    torch.testing.assert_close(cold, corners[2])


def test_cooling_first_takes_from_the_lowest_score() -> None:
    temperatures = torch.logspace(2, -1, 50, dtype=torch.float64)[:, None]
    low, middle, high = at_temperature(torch.tensor([1.0, 2.0, 3.0]), temperatures).T
    assert (low.diff() < 0).all()
    assert (high.diff() > 0).all()
    assert (middle > low).all()
    warm = temperatures[:, 0] > 9
    assert (1 / 3 - middle[warm] < 0.05 * (1 / 3 - low[warm])).all()


# Two classes are the sigmoid


@given(scores(least=2, most=2))
@settings(deadline=None, max_examples=50)
def test_two_classes_are_the_sigmoid_of_the_difference(z: Tensor) -> None:
    sigmoid = torch.sigmoid(z[1] - z[0])
    torch.testing.assert_close(softmax(z), torch.stack([1 - sigmoid, sigmoid]))


# Several labels at once


@given(st.floats(-30, 1000), score)
@settings(deadline=None, max_examples=50)
def test_two_equal_scores_never_pass_one_half(equal: float, other: float) -> None:
    p = shifted_softmax(torch.tensor([equal, equal, other], dtype=torch.float64))
    assert p[0] <= 0.5


def test_the_sigmoid_of_a_label_does_not_depend_on_the_others() -> None:
    z = torch.tensor([4.0, 4.0, -4.0])
    changed = torch.tensor([4.0, 9.0, 9.0])
    assert torch.sigmoid(z)[0] == torch.sigmoid(changed)[0]
    assert softmax(z)[0] > softmax(changed)[0]


# Soft, made exact


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=4))
@settings(deadline=None, max_examples=20)
def test_the_chance_to_win_under_gumbel_noise_is_softmax(rows: list[float]) -> None:
    z = torch.tensor(rows, dtype=torch.float64)
    first, others = rows[0], rows[1:]

    def wins_at(x: float) -> float:
        below = math.prod(float(stats.gumbel_r.cdf(x, loc=other)) for other in others)
        return float(stats.gumbel_r.pdf(x, loc=first)) * below

    chance, _ = integrate.quad(wins_at, z.min() - 5, z.max() + 40, limit=200)
    assert chance == pytest.approx(softmax(z)[0].item(), abs=1e-6)


def test_the_noise_of_the_program_is_gumbels() -> None:
    assert stats.kstest(gumbel[:10_000, 0].numpy(), stats.gumbel_r.cdf).pvalue > 0.001


@pytest.mark.parametrize("z", [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [-2.0, 1.0, 0.5]])
def test_the_shares_of_the_winners_are_softmax_under_gumbel_noise_alone(z: list[float]) -> None:
    torch.manual_seed(1)
    draws = 200_000
    logits = torch.tensor(z)
    p = torch.softmax(logits, dim=-1)
    tolerance = 5 * (p * (1 - p) / draws).sqrt()
    drawn = -torch.log(-torch.log(torch.rand(draws, 3)))
    assert ((winner_shares(logits, drawn) - p).abs() < tolerance).all()
    if len(set(z)) > 1:
        normal = torch.randn(draws, 3)
        assert ((winner_shares(logits, normal) - p).abs() > tolerance).any()


@given(scores())
@settings(deadline=None, max_examples=50)
def test_log_sum_exp_is_the_soft_maximum_and_softmax_its_gradient(z: Tensor) -> None:
    soft_maximum = torch.logsumexp(z, dim=-1)
    assert z.max() <= soft_maximum + 1e-12
    assert soft_maximum <= z.max() + math.log(len(z)) + 1e-12
    gradient = torch.func.grad(lambda z: torch.logsumexp(z, dim=-1))(z)
    torch.testing.assert_close(gradient, softmax(z))
