"""Holds what the page "Numerical stability" says: where formulas break and which of them hold."""

import math
from random import Random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy import special
from torch import Tensor

from tests.programs import load

DTYPES = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
quick = settings(deadline=None, max_examples=50)


@st.composite
def tables(draw: st.DrawFn, empty: bool = False) -> Tensor:
    """Logits from −1000 to 1000 in float64, some of them −inf but never a whole row."""
    shape = (draw(st.integers(0 if empty else 1, 4)), draw(st.integers(1, 8)))
    numbers = st.floats(-1000, 1000)
    table = torch.from_numpy(draw(npst.arrays(np.float64, shape, elements=numbers)))
    masked = torch.from_numpy(draw(npst.arrays(np.bool_, shape)))
    masked[:, 0] = False
    return table.masked_fill(masked, -math.inf)


@quick
@given(tables(empty=True))
def test_the_shifted_softmax_is_that_of_torch_and_scipy(logits: Tensor) -> None:
    program = load("stability/shift_by_the_maximum")
    probability = program.softmax(logits)
    torch.testing.assert_close(probability, logits.softmax(dim=-1))
    np.testing.assert_allclose(probability, special.softmax(logits.numpy(), axis=-1), atol=1e-15)
    torch.testing.assert_close(probability.sum(dim=-1), torch.ones(len(logits)).double())


@quick
@given(tables(empty=True))
def test_the_shifted_log_softmax_is_that_of_torch_and_scipy(logits: Tensor) -> None:
    log_probability = load("stability/shift_by_the_maximum").log_softmax(logits)
    torch.testing.assert_close(log_probability, logits.log_softmax(dim=-1))
    expected = special.log_softmax(logits.numpy(), axis=-1)
    np.testing.assert_allclose(log_probability, expected, atol=1e-12)


@quick
@given(tables())
def test_the_sum_after_the_shift_lies_between_1_and_the_number_of_classes(logits: Tensor) -> None:
    shifted = load("stability/shift_by_the_maximum").shifted(logits)
    total = shifted.exp().sum(dim=-1)
    assert (shifted.amax(dim=-1) == 0).all()
    assert ((total >= 1) & (total <= logits.shape[1])).all()


@quick
@given(tables(), st.integers(-1000, 1000))
def test_a_shift_of_all_logits_changes_nothing(logits: Tensor, by: int) -> None:
    program = load("stability/shift_by_the_maximum")
    torch.testing.assert_close(program.softmax(logits + by), program.softmax(logits))


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "plain_softmax"])
def test_the_gradients_of_the_softmaxes_are_right(name: str) -> None:
    torch.manual_seed(0)
    logits = torch.randn(4, 5, dtype=torch.float64, requires_grad=True)
    function = getattr(load("stability/shift_by_the_maximum"), name)
    assert torch.autograd.gradcheck(function, (logits,))


def test_one_class_has_probability_1_and_log_probability_0() -> None:
    program = load("stability/shift_by_the_maximum")
    logits = torch.tensor([[-1000.0], [0.0], [1000.0]])
    assert program.softmax(logits).tolist() == [[1], [1], [1]]
    assert program.log_softmax(logits).tolist() == [[0], [0], [0]]


def test_a_million_classes() -> None:
    program = load("stability/shift_by_the_maximum")
    torch.manual_seed(0)
    logits = 300 * torch.randn(1_000_000, dtype=torch.float64)
    torch.testing.assert_close(program.log_softmax(logits), logits.log_softmax(dim=0))
    assert program.softmax(logits).sum().item() == pytest.approx(1)


@pytest.mark.parametrize("shift", [1000.0, -1000.0])
def test_the_plain_softmax_is_no_number_at_1000(shift: float) -> None:
    program = load("stability/shift_by_the_maximum")
    logits = torch.tensor([0.0, 1.0, 2.0]) + shift
    assert program.plain_softmax(logits).isnan().all()
    assert program.softmax(logits).isfinite().all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["softmax", "log_softmax", "logsumexp"])
def test_the_functions_of_torch_hold_at_1000_in_every_dtype(dtype: torch.dtype, name: str) -> None:
    logits = torch.tensor([1000.0, 0.0, -1000.0], dtype=dtype)
    result = getattr(torch, name)(logits, dim=0)
    expected = getattr(special, name)(logits.double().numpy())
    np.testing.assert_array_equal(result.double(), expected)


@pytest.mark.parametrize("dtype", DTYPES)
def test_exp_is_infinite_from_the_log_of_the_largest_number_on(dtype: torch.dtype) -> None:
    limit = math.log(torch.finfo(dtype).max)
    assert torch.tensor(1.01 * limit, dtype=dtype).exp().isinf()
    assert torch.tensor(0.99 * limit, dtype=dtype).exp().isfinite()


@pytest.mark.parametrize(
    ("dtype", "logit"), [(torch.float16, 12), (torch.float32, 89), (torch.float64, 710)]
)
def test_the_first_whole_logit_too_large_for_exp(dtype: torch.dtype, logit: int) -> None:
    assert torch.tensor(float(logit), dtype=dtype).exp().isinf()
    assert torch.tensor(float(logit - 1), dtype=dtype).exp().isfinite()


@pytest.mark.parametrize("target", [0, 1, 2])
def test_the_log_of_an_extreme_softmax_loses_the_gradient_for_every_target(target: int) -> None:
    logits = torch.tensor([[1000.0, 0.0, -1000.0]], requires_grad=True)
    loss = F.nll_loss(logits.softmax(dim=1).log(), torch.tensor([target]))
    (gradient,) = torch.autograd.grad(loss, logits)
    assert gradient.isnan().all()


@quick
@given(tables())
def test_cross_entropy_and_its_gradient_are_finite_up_to_1000(logits: Tensor) -> None:
    target = torch.zeros(len(logits), dtype=torch.long)
    logits.requires_grad_()
    loss = F.cross_entropy(logits, target, reduction="sum")
    (gradient,) = torch.autograd.grad(loss, logits)
    logits = logits.detach()
    one_hot = F.one_hot(target, logits.shape[1])
    torch.testing.assert_close(gradient, logits.softmax(dim=1) - one_hot)
    expected = -special.log_softmax(logits.numpy(), axis=1)[:, 0].sum()
    assert loss.item() == pytest.approx(expected, rel=1e-12, abs=1e-12)


@quick
@given(npst.arrays(np.float64, st.integers(1, 8), elements=st.floats(-1000, 1000)))
def test_an_epsilon_caps_the_loss(scores: np.ndarray) -> None:
    logits = torch.from_numpy(scores)
    guarded = load("stability/added_epsilon").guarded_loss(logits, 0).item()
    true_loss = F.cross_entropy(logits, torch.tensor(0)).item()
    assert guarded <= min(-math.log(1e-8), true_loss) + 1e-12


@pytest.mark.parametrize("gap", [5.0, 15.0, 20.0, 25.0, 100.0])
def test_an_epsilon_scales_the_gradient_by_the_share_of_the_probability(gap: float) -> None:
    logits = torch.tensor([gap, 0.0, -gap], dtype=torch.float64, requires_grad=True)
    loss = load("stability/added_epsilon").guarded_loss(logits, 1)
    (gradient,) = torch.autograd.grad(loss, logits)
    p = special.softmax([gap, 0, -gap])
    expected = (p - [0, 1, 0]) * p[1] / (p[1] + 1e-8)
    np.testing.assert_allclose(gradient, expected, atol=1e-12)


@quick
@given(st.floats(-1000, 1000), st.sampled_from([0.0, 1.0]))
def test_the_loss_with_logits_is_that_of_scipy(score: float, target: float) -> None:
    logits = torch.tensor([score], dtype=torch.float64, requires_grad=True)
    loss = F.binary_cross_entropy_with_logits(logits, torch.tensor([target]).double())
    (gradient,) = torch.autograd.grad(loss, logits)
    expected = -special.log_expit(score if target else -score)
    assert loss.item() == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert gradient.item() == pytest.approx(special.expit(score) - target, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("score", [17.0, 50.0, 1000.0])
def test_from_17_on_the_loss_of_the_sigmoid_is_100_with_gradient_0(score: float) -> None:
    logits = torch.tensor([score], requires_grad=True)
    loss = load("stability/sigmoid_rounds_to_one").apart(logits, torch.tensor([0.0]))
    (gradient,) = torch.autograd.grad(loss, logits)
    assert loss == 100
    assert gradient == 0


def test_at_16_the_sigmoid_has_not_reached_1() -> None:
    assert torch.tensor(16.0).sigmoid() < 1
    assert torch.tensor(17.0).sigmoid() == 1


@pytest.mark.parametrize(("score", "gradient"), [(-20.0, -1.0), (-50.0, -math.exp(-50) / 1e-12)])
def test_the_derivative_of_the_binary_loss_divides_by_no_less_than_its_guard(
    score: float, gradient: float
) -> None:
    logits = torch.tensor([score], requires_grad=True)
    loss = load("stability/sigmoid_rounds_to_one").apart(logits, torch.tensor([1.0]))
    assert loss.item() == pytest.approx(-score)
    assert torch.autograd.grad(loss, logits)[0].item() == pytest.approx(gradient)


@pytest.mark.parametrize("dtype", DTYPES)
def test_each_formula_reaches_further_than_the_one_before(dtype: torch.dtype) -> None:
    program = load("stability/largest_gap")
    formulas = [program.plain, program.softmax_then_log, program.log_softmax]
    plain, apart, fused = (program.largest_gap(formula, dtype) for formula in formulas)
    assert plain < apart < fused
    assert fused > 999.9
    assert plain == pytest.approx(math.log(torch.finfo(dtype).max), abs=0.05)


@pytest.mark.parametrize("name", ["plain", "softmax_then_log", "log_softmax"])
def test_the_formulas_agree_where_nothing_breaks(name: str) -> None:
    torch.manual_seed(0)
    logits = torch.randn(4, 5, dtype=torch.float64, requires_grad=True)
    formula = getattr(load("stability/largest_gap"), name)
    expected = special.log_softmax(logits.detach().numpy(), axis=1)
    np.testing.assert_allclose(formula(logits).detach(), expected)
    assert torch.autograd.gradcheck(formula, (logits,))


def test_a_lead_of_17_costs_nothing_in_float32_but_keeps_its_gradient() -> None:
    logits = torch.tensor([[0.0, 17.0]], requires_grad=True)
    loss = F.cross_entropy(logits, torch.tensor([1]))
    (gradient,) = torch.autograd.grad(loss, logits)
    assert loss == 0
    assert gradient[0, 0].item() == pytest.approx(special.expit(-17.0))
    in_float64 = F.cross_entropy(logits.detach().double(), torch.tensor([1])).item()
    assert in_float64 == pytest.approx(special.expit(-17.0), rel=1e-6)


@quick
@given(tables())
def test_a_class_at_minus_infinity_takes_no_part(logits: Tensor) -> None:
    for row in logits:
        allowed = row.isfinite()
        probability = row.softmax(dim=0)
        assert (probability[~allowed] == 0).all()
        torch.testing.assert_close(probability[allowed], row[allowed].softmax(dim=0))


blocks_of_scores = st.lists(
    st.lists(st.floats(-1000, 1000), min_size=1, max_size=5), min_size=1, max_size=6
)


def online_logsumexp(blocks: list[list[float]]) -> float:
    largest, total = -math.inf, 0.0
    for block in blocks:
        largest, total = load("stability/online_logsumexp").absorb(largest, total, block)
    return largest + math.log(total)


@quick
@given(blocks_of_scores)
def test_one_pass_over_blocks_gives_the_log_sum_exp_of_all(blocks: list[list[float]]) -> None:
    scores = [score for block in blocks for score in block]
    expected = float(special.logsumexp(scores))
    assert online_logsumexp(blocks) == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert torch.tensor(scores).double().logsumexp(dim=0).item() == pytest.approx(expected)


@quick
@given(blocks_of_scores, st.randoms(use_true_random=False))
def test_the_order_of_the_blocks_does_not_matter(blocks: list[list[float]], random: Random) -> None:
    shuffled = blocks[:]
    random.shuffle(shuffled)
    assert online_logsumexp(shuffled) == pytest.approx(
        online_logsumexp(blocks), rel=1e-12, abs=1e-12
    )


@quick
@given(blocks_of_scores)
def test_the_running_total_stays_between_1_and_the_number_of_scores(
    blocks: list[list[float]],
) -> None:
    largest, total, seen = -math.inf, 0.0, 0
    for block in blocks:
        largest, total = load("stability/online_logsumexp").absorb(largest, total, block)
        seen += len(block)
        assert 1 <= total <= seen * (1 + 1e-12)


def test_a_score_of_minus_infinity_adds_nothing() -> None:
    assert online_logsumexp([[1.0, -math.inf], [-math.inf], [2.0]]) == pytest.approx(
        online_logsumexp([[1.0], [2.0]])
    )


def test_a_hundred_thousand_scores() -> None:
    torch.manual_seed(0)
    scores = 300 * torch.randn(100, 1000, dtype=torch.float64)
    assert online_logsumexp(scores.tolist()) == pytest.approx(scores.logsumexp((0, 1)).item())
