"""Cross-entropy: what the page's functions compute, and what the page claims without printing."""

import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from torch import Tensor
from torch.distributions import Normal

from tests.programs import load

surprise = load("cross_entropy/surprise").surprise
entropy = load("cross_entropy/average_surprise").entropy
cross_entropy = load("cross_entropy/not_symmetric").cross_entropy
kl_divergence = load("cross_entropy/entropy_plus_kl").kl_divergence
closed_form = load("cross_entropy/gaussian_three_ways").closed_form
integral = load("cross_entropy/gaussian_three_ways").integral
sampled = load("cross_entropy/gaussian_three_ways").sampled

logit = st.floats(-8, 8)


@st.composite
def two_distributions(draw: st.DrawFn) -> tuple[Tensor, Tensor]:
    """Two distributions over the same outcomes, neither with a zero."""
    size = draw(st.integers(1, 6))
    rows = st.lists(logit, min_size=size, max_size=size)
    p, q = (torch.tensor(draw(rows), dtype=torch.float64).softmax(dim=0) for _ in range(2))
    return p, q


@st.composite
def two_normals(draw: st.DrawFn) -> tuple[Normal, Normal]:
    mean, scale = st.floats(-3, 3), st.floats(0.5, 2)
    p, q = (
        Normal(
            torch.tensor(draw(mean), dtype=torch.float64),
            torch.tensor(draw(scale), dtype=torch.float64),
        )
        for _ in range(2)
    )
    return p, q


def test_a_certain_event_has_no_surprise_and_an_impossible_one_has_no_end_of_it() -> None:
    assert surprise(torch.tensor(1.0)) == 0
    assert surprise(torch.tensor(0.0)) == math.inf


@given(st.floats(1e-6, 1), st.floats(1e-6, 1))
@settings(deadline=None, max_examples=50)
def test_surprises_of_independent_events_add(a: float, b: float) -> None:
    p, q = torch.tensor([a, b], dtype=torch.float64)
    torch.testing.assert_close(surprise(p * q), surprise(p) + surprise(q))


@given(two_distributions())
@settings(deadline=None, max_examples=50)
def test_entropy_agrees_with_scipy_and_no_distribution_exceeds_the_uniform_one(
    pair: tuple[Tensor, Tensor],
) -> None:
    p, _ = pair
    assert entropy(p).item() == pytest.approx(stats.entropy(p.numpy()))
    assert entropy(p) <= math.log(len(p)) + 1e-12


def test_the_code_of_the_page_is_a_prefix_code_with_the_surprises_as_lengths() -> None:
    words = ["0", "10", "110", "111"]
    lengths = torch.tensor([len(word) for word in words], dtype=torch.float32)
    assert not any(a != b and b.startswith(a) for a in words for b in words)
    torch.testing.assert_close(lengths, load("cross_entropy/average_surprise").surprise)


@given(two_distributions())
@settings(deadline=None, max_examples=50)
def test_cross_entropy_agrees_with_torch(pair: tuple[Tensor, Tensor]) -> None:
    p, q = pair
    torch.testing.assert_close(cross_entropy(p, q), F.cross_entropy(q.log(), p))


@given(two_distributions())
@settings(deadline=None, max_examples=50)
def test_cross_entropy_is_entropy_plus_kl_and_never_below_the_floor(
    pair: tuple[Tensor, Tensor],
) -> None:
    p, q = pair
    kl = F.kl_div(q.log(), p, reduction="sum")
    torch.testing.assert_close(kl_divergence(p, q), kl, rtol=1e-9, atol=1e-12)
    torch.testing.assert_close(cross_entropy(p, q), entropy(p) + kl)
    assert cross_entropy(p, q) >= entropy(p) - 1e-12


@given(two_distributions())
@settings(deadline=None, max_examples=50)
def test_only_the_distribution_itself_reaches_the_floor(pair: tuple[Tensor, Tensor]) -> None:
    p, q = pair
    torch.testing.assert_close(cross_entropy(p, p), entropy(p))
    distance = (p - q).abs().sum()
    assume(distance > 1e-3)
    assert kl_divergence(p, q) > distance**2 / 2 - 1e-12  # Pinsker's inequality


def test_zeros_cost_nothing_where_nothing_happens_and_everything_where_something_does() -> None:
    half = torch.tensor([0.5, 0.5, 0.0])
    first = torch.tensor([1.0, 0.0, 0.0])
    assert cross_entropy(half, half).item() == pytest.approx(math.log(2))
    assert cross_entropy(half, first) == math.inf
    assert cross_entropy(first, half).item() == pytest.approx(math.log(2))
    assert cross_entropy(first, first) == 0


def test_one_outcome_leaves_no_surprise_and_no_outcome_leaves_an_empty_sum() -> None:
    assert cross_entropy(torch.ones(1), torch.ones(1)) == 0
    assert cross_entropy(torch.empty(0), torch.empty(0)) == 0


def test_neither_cross_entropy_nor_kl_is_symmetric() -> None:
    distributions = load("cross_entropy/not_symmetric").distributions
    p, u, z = (distributions[name] for name in "PUZ")
    assert cross_entropy(p, u) < cross_entropy(u, p)
    assert kl_divergence(p, z) == math.inf
    assert math.isfinite(kl_divergence(z, p))


def test_equal_cross_entropies_with_and_without_a_mismatch() -> None:
    distributions = load("cross_entropy/not_symmetric").distributions
    p, u = distributions["P"], distributions["U"]
    assert cross_entropy(p, u).item() == pytest.approx(cross_entropy(u, u).item())
    assert not torch.equal(p, u)


@given(two_distributions())
@settings(deadline=None, max_examples=50)
def test_gradient_of_the_cross_entropy(pair: tuple[Tensor, Tensor]) -> None:
    p, q = pair
    logits = q.log().requires_grad_()
    assert torch.autograd.gradcheck(lambda z: cross_entropy(p, z.softmax(dim=0)), logits)
    (gradient,) = torch.autograd.grad(cross_entropy(p, logits.softmax(dim=0)), logits)
    torch.testing.assert_close(gradient, q - p)


@given(two_distributions(), st.floats(-1000, 1000))
@settings(deadline=None, max_examples=50)
def test_shifting_the_logits_does_not_change_the_cross_entropy(
    pair: tuple[Tensor, Tensor], shift: float
) -> None:
    p, q = pair
    shifted = (q.log() + shift).softmax(dim=0)
    torch.testing.assert_close(cross_entropy(p, shifted), cross_entropy(p, q))


def test_descent_ends_at_the_target_distribution_with_the_loss_on_the_floor() -> None:
    program = load("cross_entropy/q_moves_to_p")
    logits = program.logits.detach()
    for _ in range(200):
        logits = logits - (logits.softmax(dim=0) - program.P)
    torch.testing.assert_close(logits.softmax(dim=0), program.P, rtol=0, atol=1e-5)
    torch.testing.assert_close(F.cross_entropy(logits, program.P), program.entropy)


@given(two_normals())
@settings(deadline=None, max_examples=50)
def test_the_closed_form_agrees_with_the_integral_and_with_scipy(
    pair: tuple[Normal, Normal],
) -> None:
    p, q = pair
    model = stats.norm(q.mean.item(), q.stddev.item())
    data = stats.norm(p.mean.item(), p.stddev.item())
    oracle, _ = integrate.quad(lambda x: -data.pdf(x) * model.logpdf(x), -25, 25, points=[0])
    assert closed_form(p, q).item() == pytest.approx(oracle, abs=1e-6)
    assert integral(p, q).item() == pytest.approx(oracle, abs=1e-4)


def test_the_sampled_mean_approaches_the_closed_form() -> None:
    p, q = Normal(0.0, 1.0), Normal(2.0, 1.0)
    few = sampled(p, q, draws=100) - closed_form(p, q)
    many = sampled(p, q) - closed_form(p, q)
    assert abs(many) < 0.01 < abs(few)


def test_the_larger_density_has_the_smaller_surprise_and_the_curves_cross_at_one_point() -> None:
    program = load("cross_entropy/three_bells")
    q1, q2 = program.Q1.log_prob(program.x), program.Q2.log_prob(program.x)
    assert torch.equal(q1.exp() > q2.exp(), -q1 < -q2)
    assert torch.equal(q1 > q2, program.x < 1.25)
    assert stats.norm.cdf(1.25) == pytest.approx(program.share.item())


def test_being_larger_on_nine_draws_of_ten_does_not_make_the_cross_entropy_smaller() -> None:
    program = load("cross_entropy/larger_almost_everywhere")
    p, q1, q2 = program.P, program.Q1, program.Q2
    for distribution in (p, q1, q2):
        assert distribution.sum().item() == pytest.approx(1)
    assert p[q1 > q2].sum().item() == pytest.approx(0.9)
    assert cross_entropy(p, q1) > cross_entropy(p, q2)


def test_a_density_may_have_negative_entropy_but_not_a_negative_kl() -> None:
    narrow, wide = Normal(0.0, 0.1), Normal(0.0, 1.0)
    assert closed_form(narrow, narrow) < 0
    assert closed_form(narrow, wide) > closed_form(narrow, narrow)


def test_each_bar_of_the_figure_starts_with_the_same_floor() -> None:
    program = load("cross_entropy/entropy_plus_kl")
    bars = [patch.get_width() for patch in program.ax.patches]
    assert bars[::2] == pytest.approx([entropy(program.P).item()] * 4)
    totals = [cross_entropy(program.P, q).item() for q in program.models.values()]
    assert [a + b for a, b in zip(bars[::2], bars[1::2], strict=True)] == pytest.approx(totals)


@given(st.lists(logit, min_size=2, max_size=6), st.data())
@settings(deadline=None, max_examples=50)
def test_a_one_hot_target_leaves_the_negative_log_likelihood(
    scores: list[float], data: st.DataObject
) -> None:
    logits = torch.tensor(scores, dtype=torch.float64)
    label = torch.tensor(data.draw(st.integers(0, len(scores) - 1)))
    one_hot = F.one_hot(label, len(scores)).to(logits)
    q = logits.softmax(dim=0)
    assert entropy(one_hot) == 0
    torch.testing.assert_close(cross_entropy(one_hot, q), F.cross_entropy(logits, label))
    torch.testing.assert_close(cross_entropy(one_hot, q), F.nll_loss(q.log(), label))
    assert F.cross_entropy(logits, label) > 0


def test_the_mean_loss_is_the_scaled_logarithm_of_the_likelihood() -> None:
    torch.manual_seed(0)
    logits, target = torch.randn(7, 4, dtype=torch.float64), torch.randint(4, (7,))
    likelihood = logits.softmax(dim=1)[torch.arange(7), target].prod()
    torch.testing.assert_close(F.cross_entropy(logits, target), -likelihood.log() / 7)


@pytest.mark.parametrize("label", range(3))
def test_probabilities_that_underflow_to_zero_have_infinite_surprise(label: int) -> None:
    logits = torch.tensor([1000.0, 0.0, -1000.0])
    one_hot = F.one_hot(torch.tensor(label), 3).float()
    assert cross_entropy(one_hot, logits.softmax(dim=0)) == (0 if label == 0 else math.inf)


def test_the_smoothed_loss_has_its_minimum_at_a_finite_gap_and_there_equals_the_entropy() -> None:
    smoothed = load("cross_entropy/soft_targets").smoothed
    gap = torch.linspace(0, 10, 1001)
    logits = torch.stack([torch.zeros_like(gap), gap, torch.zeros_like(gap)], dim=1)
    target = torch.ones(len(gap), dtype=torch.long)
    loss = F.cross_entropy(logits, target, label_smoothing=0.1, reduction="none")
    assert 3 < gap[loss.argmin()] < 4
    assert loss.min().item() == pytest.approx(entropy(smoothed).item(), abs=1e-5)


@pytest.mark.parametrize("classes", [2, 3, 1000])
def test_perplexity_counts_equal_choices(classes: int) -> None:
    nats = F.cross_entropy(torch.zeros(classes), torch.tensor(0))
    assert nats.exp().item() == pytest.approx(classes, rel=1e-5)
    assert 2 ** (nats.item() / math.log(2)) == pytest.approx(classes, rel=1e-5)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=8))
@settings(deadline=None, max_examples=50)
def test_the_mean_of_exponentials_is_never_below_the_exponential_of_the_mean(
    values: list[float],
) -> None:
    losses = torch.tensor(values, dtype=torch.float64)
    perplexity = losses.mean().exp()
    assert losses.exp().mean() >= perplexity * (1 - 1e-12)
    geometric_mean = stats.gmean((-losses).exp().numpy())
    assert perplexity.item() == pytest.approx(1 / geometric_mean)
