"""Holds what the page "Why logits?" says: equal forms, binary twins and softmax applied twice."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.special import log_expit, log_softmax, logsumexp, softmax
from torch import Tensor

from tests.programs import load

Loss = Callable[[Tensor, Tensor], Tensor]

quick = settings(deadline=None, max_examples=50)
finite = st.floats(-1000, 1000, width=32)


@st.composite
def batches(draw: st.DrawFn, largest: float = 1000) -> tuple[Tensor, Tensor]:
    """Logits in float64 and targets, from 1 row to 5 and from 1 class to 8."""
    shape = draw(npst.array_shapes(min_dims=2, max_dims=2, max_side=8))
    scores = st.floats(-largest, largest)
    logits = torch.from_numpy(draw(npst.arrays(np.float64, shape, elements=scores)))
    target = draw(npst.arrays(np.int64, shape[0], elements=st.integers(0, shape[1] - 1)))
    return logits, torch.from_numpy(target)


def losses() -> list[Loss]:
    program = load("why_logits/four_equal_forms")
    return [program.from_probability, program.from_log_probability, program.from_normaliser]


def stable_losses() -> list[Loss]:
    return losses()[1:]


def scipy_loss(logits: Tensor, target: Tensor) -> float:
    rows = np.arange(len(target))
    return float(-log_softmax(logits.numpy(), axis=1)[rows, target.numpy()].mean())


@quick
@given(batches(largest=300))
def test_the_four_forms_are_equal_where_no_probability_underflows(
    batch: tuple[Tensor, Tensor],
) -> None:
    logits, target = batch
    expected = scipy_loss(logits, target)
    for loss in [*losses(), F.cross_entropy]:
        assert loss(logits, target).item() == pytest.approx(expected, abs=1e-9)


@quick
@given(batches())
def test_the_forms_without_a_probability_hold_up_to_1000(batch: tuple[Tensor, Tensor]) -> None:
    logits, target = batch
    expected = scipy_loss(logits, target)
    for loss in stable_losses():
        assert loss(logits, target).item() == pytest.approx(expected, abs=1e-9)


def test_the_form_with_a_probability_fails_at_1000() -> None:
    logits, target = torch.tensor([[1000.0, -1000.0]]), torch.tensor([1])
    from_probability, *others = losses()
    assert from_probability(logits, target) == math.inf
    assert [loss(logits, target).item() for loss in others] == [2000, 2000]


@pytest.mark.parametrize("number", range(3))
def test_the_gradients_of_the_forms_are_right(number: int) -> None:
    torch.manual_seed(0)
    logits = torch.randn(4, 5, dtype=torch.float64, requires_grad=True)
    target = torch.tensor([0, 4, 2, 2])
    assert torch.autograd.gradcheck(lambda z: losses()[number](z, target), (logits,))


@quick
@given(batches(largest=100), st.floats(-1000, 1000))
def test_a_shift_of_all_logits_changes_no_form(batch: tuple[Tensor, Tensor], by: float) -> None:
    logits, target = batch
    for loss in losses():
        shifted = loss(logits + by, target).item()
        assert shifted == pytest.approx(loss(logits, target).item(), abs=1e-9)


def test_one_class_costs_nothing() -> None:
    logits, target = torch.tensor([[7.0], [-900.0]]), torch.tensor([0, 0])
    assert [loss(logits, target).item() for loss in losses()] == [0, 0, 0]


def test_a_class_at_minus_infinity_takes_no_part() -> None:
    masked, target = torch.tensor([[1.0, -math.inf, 3.0]]), torch.tensor([2])
    expected = F.cross_entropy(masked[:, [0, 2]], torch.tensor([1]))
    for loss in losses():
        torch.testing.assert_close(loss(masked, target), expected)


def test_the_mean_over_an_empty_batch_is_nan_in_every_form() -> None:
    logits, target = torch.empty(0, 3), torch.empty(0, dtype=torch.long)
    for loss in [*losses(), F.cross_entropy]:
        assert loss(logits, target).isnan()


def test_many_classes() -> None:
    torch.manual_seed(0)
    logits, target = torch.randn(2, 100_000, dtype=torch.float64), torch.tensor([3, 99_999])
    for loss in losses():
        assert loss(logits, target).item() == pytest.approx(scipy_loss(logits, target))


def binary_loss(score: float) -> float:
    scores = torch.tensor([score], dtype=torch.float64)
    return F.binary_cross_entropy_with_logits(scores, torch.ones_like(scores)).item()


def two_class_loss(first: float, second: float) -> float:
    scores = torch.tensor([[first, second]], dtype=torch.float64)
    return F.cross_entropy(scores, torch.tensor([1])).item()


@quick
@given(finite)
def test_one_score_is_worth_zero_and_that_score(score: float) -> None:
    expected = -float(log_expit(score))
    assert binary_loss(score) == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert two_class_loss(0, score) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@quick
@given(finite)
def test_mirrored_scores_are_worth_one_score_twice_as_large(score: float) -> None:
    expected = binary_loss(2 * score)
    assert two_class_loss(-score, score) == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_a_gradient_that_is_no_number_destroys_every_weight() -> None:
    torch.manual_seed(0)
    model = torch.nn.Linear(4, 3)
    model.bias.data = torch.tensor([0.0, 200.0, 0.0])
    x = torch.tensor([[1.0, 0.0, 2.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
    probability = model(x).softmax(dim=1)
    loss = F.nll_loss(probability.log(), torch.tensor([0, 1]))
    (gradient,) = torch.autograd.grad(loss, model.weight)
    assert gradient.isnan().all()


@quick
@given(batches())
def test_log_softmax_before_the_loss_changes_nothing_however_often(
    batch: tuple[Tensor, Tensor],
) -> None:
    logits, target = batch
    expected = F.cross_entropy(logits, target).item()
    scores = logits
    for _ in range(10):
        scores = scores.log_softmax(dim=1)
        assert np.allclose(logsumexp(scores.numpy(), axis=1), 0, atol=1e-9)
        assert F.cross_entropy(scores, target).item() == pytest.approx(expected, abs=1e-9)


@quick
@given(batches())
def test_softmax_before_the_loss_stays_above_the_floor(batch: tuple[Tensor, Tensor]) -> None:
    logits, target = batch
    classes = logits.shape[1]
    floor = load("why_logits/softmax_twice_floor").floor(classes)
    probability = torch.from_numpy(softmax(logits.numpy(), axis=1))
    each = F.cross_entropy(probability, target, reduction="none")
    assert each.min().item() >= floor - 1e-12
    assert each.max().item() <= math.log(math.e + classes - 1) + 1e-12


@pytest.mark.parametrize("classes", [1, 2, 3, 4, 10, 1000, 50_257])
def test_a_perfect_softmax_reaches_the_floor(classes: int) -> None:
    program = load("why_logits/softmax_twice_floor")
    floor = program.floor(classes)
    assert program.loss_of_sure_softmax(classes, 0) == pytest.approx(floor)
    if classes > 1:  # a wrong answer
        assert program.loss_of_sure_softmax(classes, 1) == pytest.approx(floor + 1)


@quick
@given(st.integers(2, 10**9))
def test_the_floor_lies_less_than_1_below_guessing(classes: int) -> None:
    floor = load("why_logits/softmax_twice_floor").floor(classes)
    assert 0 < math.log(classes) - floor < 1


@quick
@given(npst.arrays(np.float64, st.integers(1, 8), elements=st.floats(-30, 30), unique=True))
def test_softmax_keeps_the_order_of_the_scores(scores: np.ndarray) -> None:
    logits = torch.from_numpy(scores)
    probability = logits.softmax(dim=0)
    assert (probability[logits.argsort()].diff() >= 0).all()
    assert probability[logits.argmax()] == probability.max()


def test_after_softmax_twice_a_larger_mistake_pushes_less() -> None:
    push = load("why_logits/softmax_twice_gradient").push_on_the_target
    gaps = range(20)
    once = [push(float(gap), twice=False) for gap in gaps]
    twice = [push(float(gap), twice=True) for gap in gaps]
    assert once == sorted(once)
    assert twice == sorted(twice, reverse=True)
    assert all(small < large for small, large in zip(twice, once, strict=True))


@pytest.mark.parametrize("gap", [0.0, 1.0, 4.0, 8.0])
def test_the_push_is_the_chain_rule_through_the_inner_softmax(gap: float) -> None:
    p = softmax([gap, 0.0, 0.0])
    outer = softmax(p) - np.array([0, 1, 0])
    expected = -((np.diag(p) - np.outer(p, p)) @ outer)[1]
    push = load("why_logits/softmax_twice_gradient").push_on_the_target
    assert push(gap, twice=True) == pytest.approx(expected, abs=1e-6)
    assert push(gap, twice=False) == pytest.approx(1 - p[1], abs=1e-6)


def test_training_through_softmax_twice_reports_a_fall_and_hides_a_rise() -> None:
    program = load("why_logits/softmax_twice_training")
    reported, true = program.losses, program.true_losses
    assert all(later < earlier for earlier, later in pairwise(reported))
    assert min(reported) > load("why_logits/softmax_twice_floor").floor(3)
    assert true[-1] > true[0] > min(true)


def test_the_rows_left_wrong_by_softmax_twice_end_more_wrong_than_they_began() -> None:
    program = load("why_logits/softmax_twice_training")
    wrong = program.logits.argmax(dim=1) != program.target
    torch.manual_seed(1)
    torch.rand(283)
    start = torch.nn.Linear(4, 3)(program.x)
    before = F.cross_entropy(start, program.target, reduction="none")[wrong]
    after = F.cross_entropy(program.logits, program.target, reduction="none")[wrong]
    assert wrong.sum() == 2
    assert (after > before).all()


def test_the_start_of_the_training_is_that_of_the_published_log() -> None:
    program = load("why_logits/softmax_twice_training")
    assert f"{program.true_losses[0]:.6f}" == "3.246066"


def test_the_cheapest_answer_has_the_least_expected_cost() -> None:
    program = load("why_logits/when_softmax_is_needed")
    probability = softmax(program.logits.numpy())
    expected = [sum(p * c for p, c in zip(probability, row, strict=True)) for row in program.price]
    torch.testing.assert_close(program.expected, torch.tensor(expected))


def test_in_the_mean_of_probabilities_no_model_weighs_more_than_one_vote() -> None:
    program = load("why_logits/when_softmax_is_needed")
    louder = program.models * torch.tensor([[1000.0], [1.0], [1.0]])
    assert louder.mean(dim=0).argmax() == 0
    assert louder.softmax(dim=1).mean(dim=0).argmax() == program.mean.argmax() == 1
