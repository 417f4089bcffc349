import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, log_softmax

from tests.programs import load

LOGITS = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])


def row_losses(target: list[int]) -> np.ndarray:
    """The negative log of the softmax at the target, row by row, in float64."""
    losses: np.ndarray = -log_softmax(LOGITS, axis=1)[np.arange(2), target]
    return losses


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("float_labels", RuntimeError, "expected target dtype to be Long or Byte, but got Float"),
        (
            "integer_one_hot",
            RuntimeError,
            "Expected floating point type for target with class probabilities, got Long",
        ),
        ("labels_from_one", IndexError, "Target 3 is out of bounds"),
        (
            "integer_target_for_logits",
            RuntimeError,
            "result type Float can't be cast to the desired output type Long",
        ),
        ("integer_target_for_probabilities", RuntimeError, "Found dtype Long but expected Float"),
    ],
)
def test_program_still_fails_as_the_page_says(
    name: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        load(f"mistakes_targets/{name}")


def test_mended_float_labels() -> None:
    program = load("mistakes_targets/float_labels_mended")
    assert program.loss.item() == pytest.approx(row_losses([2, 0]).mean(), abs=1e-6)


def test_capital_tensor_makes_labels_floats() -> None:
    assert torch.Tensor([2, 0]).dtype == torch.float32


@pytest.mark.parametrize(
    "dtype", [torch.int8, torch.int16, torch.int32, torch.float16, torch.float64, torch.bool]
)
def test_class_numbers_of_other_types_are_refused(dtype: torch.dtype) -> None:
    with pytest.raises(RuntimeError, match="expected target dtype to be Long or Byte"):
        F.cross_entropy(torch.tensor(LOGITS), torch.tensor([1, 0]).to(dtype))


def test_class_numbers_may_be_bytes() -> None:
    loss = F.cross_entropy(torch.tensor(LOGITS), torch.tensor([2, 0], dtype=torch.uint8))
    assert loss.item() == pytest.approx(row_losses([2, 0]).mean())


def test_mended_one_hot_both_ways() -> None:
    program = load("mistakes_targets/integer_one_hot_mended")
    assert program.one_hot.dtype == torch.int64
    for loss in (program.loss, program.loss_from_probability):
        assert loss.item() == pytest.approx(row_losses([2, 0]).mean(), abs=1e-6)


def test_nll_loss_takes_no_one_hot_target() -> None:
    for target in (torch.eye(3)[:2], torch.eye(3, dtype=torch.int64)[:2]):
        with pytest.raises(RuntimeError, match="0D or 1D target tensor expected, multi-target"):
            F.nll_loss(torch.tensor(LOGITS).log_softmax(1), target)


def test_mended_labels_from_one() -> None:
    program = load("mistakes_targets/labels_from_one_mended")
    assert program.first_loss.item() == pytest.approx(row_losses([1, 0]).mean(), abs=1e-6)
    assert program.second_loss.item() == pytest.approx(row_losses([2, 0]).mean(), abs=1e-6)


def test_labels_from_one_pass_with_another_loss_where_none_is_out_of_bounds() -> None:
    silent = F.cross_entropy(torch.tensor(LOGITS), torch.tensor([2, 1])).item()
    assert silent == pytest.approx(row_losses([2, 1]).mean())
    assert abs(silent - row_losses([1, 0]).mean()) > 0.1


def test_one_output_too_many_hides_labels_from_one() -> None:
    assert F.cross_entropy(torch.zeros(3, 4), torch.tensor([1, 2, 3])).isfinite()


def test_mended_binary_target() -> None:
    program = load("mistakes_targets/integer_binary_target_mended")
    p = expit(np.array([1.3, -2.0]))
    reference = -(np.log(p[0]) + np.log(1 - p[1])) / 2
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)


@given(st.floats(0, 1), st.floats(-10, 10))
@settings(deadline=None, max_examples=50)
def test_binary_target_may_be_any_probability(target: float, logit: float) -> None:
    loss = F.binary_cross_entropy_with_logits(
        torch.tensor([logit], dtype=torch.float64), torch.tensor([target], dtype=torch.float64)
    )
    reference = -target * np.log(expit(logit)) - (1 - target) * np.log(expit(-logit))
    assert loss.item() == pytest.approx(reference, abs=1e-9)


def test_an_ignored_batch_is_nan_with_zero_gradient() -> None:
    program = load("mistakes_targets/every_target_ignored")
    first, second = program.losses.tolist()
    assert first == pytest.approx(row_losses([2, 0])[0], abs=1e-6)
    assert np.isnan(second)
    assert (program.logits.grad == 0).all()


def test_mended_mean_counts_the_targets_that_are_not_ignored() -> None:
    program = load("mistakes_targets/every_target_ignored_mended")
    assert program.count == 1
    assert program.total / program.count == pytest.approx(row_losses([2, 0])[0], abs=1e-6)


def test_weighted_loss_is_not_the_mean_of_its_rows() -> None:
    program = load("mistakes_targets/weighted_mean")
    weighted = np.array([1, 10]) * row_losses([0, 1])
    assert program.loss.item() == pytest.approx(weighted.sum() / 11, abs=1e-5)
    assert program.row_losses.tolist() == pytest.approx(weighted.tolist(), abs=1e-5)
    assert abs(program.loss.item() - weighted.mean()) > 1


def test_mended_weighted_mean_names_its_divisor() -> None:
    program = load("mistakes_targets/weighted_mean_mended")
    weighted = np.array([1, 10]) * row_losses([0, 1])
    assert program.loss_per_row.item() == pytest.approx(weighted.sum() / 2, abs=1e-5)
    assert program.loss_per_weight.item() == pytest.approx(weighted.sum() / 11, abs=1e-5)


@given(st.floats(0.01, 100))
@settings(deadline=None, max_examples=50)
def test_the_weight_of_a_single_row_cancels(weight: float) -> None:
    logits, target = torch.tensor(LOGITS[:1]), torch.tensor([1])
    weights = torch.tensor([1.0, weight, 1.0], dtype=torch.float64)
    loss = F.cross_entropy(logits, target, weights)
    assert loss.item() == pytest.approx(row_losses([1, 1])[0])


def test_the_mean_over_half_batches_is_not_the_weighted_loss() -> None:
    logits, target = torch.tensor(LOGITS), torch.tensor([0, 1])
    weight = torch.tensor([1.0, 10.0, 1.0], dtype=torch.float64)
    whole = F.cross_entropy(logits, target, weight)
    halves = [F.cross_entropy(logits[n : n + 1], target[n : n + 1], weight) for n in range(2)]
    assert abs(torch.stack(halves).mean() - whole) > 0.01


def test_the_figure_divides_one_area_by_the_weights_and_by_the_rows() -> None:
    program = load("mistakes_targets/weights_or_rows")
    returned = F.cross_entropy(program.logits, program.target, program.weight)
    assert program.mean_by_weight.item() == pytest.approx(returned.item())
    weighted = np.array([1, 10]) * row_losses([0, 1])
    assert program.mean_by_row.item() == pytest.approx(weighted.mean(), abs=1e-5)
    assert (program.mean_by_row > 4 * program.losses).all()


def test_a_cast_to_integers_cuts_scaled_labels_down_to_zero() -> None:
    labels = torch.tensor([0, 1, 2, 254], dtype=torch.uint8)
    assert (labels / 255).long().tolist() == [0, 0, 0, 0]


def test_labels_with_gaps_get_numbers_without() -> None:
    labels, places = torch.tensor([7, 1, 3, 7]).unique(return_inverse=True)
    assert places.tolist() == [2, 0, 1, 2]
    assert labels[places].tolist() == [7, 1, 3, 7]


def test_the_loss_of_probabilities_wants_a_target_of_its_own_type() -> None:
    probability, target = torch.tensor([0.5]).double(), torch.tensor([1.0])
    with pytest.raises(RuntimeError, match="Found dtype Float but expected Double"):
        F.binary_cross_entropy(probability, target)
    assert F.binary_cross_entropy(probability, target.to(probability.dtype)) > 0
