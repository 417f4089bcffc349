import numpy as np
import pytest
import torch
from scipy.special import expit, log_softmax, rel_entr

from tests.programs import load

LOGITS = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
LOSSES = -log_softmax(LOGITS, axis=1)[np.arange(2), [2, 0]]


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("batch_sizes_differ", ValueError, r"batch_size \(8\) to match target batch_size \(32\)"),
        ("binary_target_as_row", ValueError, "must be the same as input size"),
        ("weights_too_few", RuntimeError, "either for all 3 classes or no classes"),
        ("tuple_of_outputs", TypeError, "must be Tensor, not tuple"),
        ("loss_not_called", RuntimeError, "Boolean value of Tensor with more than one value"),
        ("integer_scores", NotImplementedError, "not implemented for 'Long'"),
    ],
)
def test_program_still_fails_as_the_page_says(
    name: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        load(f"mistakes_calls/{name}")


def test_rows_of_sequences_cost_what_their_tokens_cost() -> None:
    program = load("mistakes_calls/batch_sizes_mended")
    log_p = log_softmax(program.scores.double().numpy(), axis=2)
    places = np.ndindex(*program.target.shape)
    reference = np.mean([-log_p[place][program.target[place]] for place in places])
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)


def test_mended_binary_target() -> None:
    reference = -(np.log(expit(1.3)) + np.log(expit(2.0))) / 2
    loss = load("mistakes_calls/binary_target_as_row_mended").loss.item()
    assert loss == pytest.approx(reference, abs=1e-6)


def test_mended_weights_give_the_weighted_mean() -> None:
    program = load("mistakes_calls/weights_too_few_mended")
    weights = program.weight[program.target].numpy()
    reference = (weights * LOSSES).sum() / weights.sum()
    assert len(program.weight) == 3
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)


@pytest.mark.parametrize("name", ["tuple_of_outputs_mended", "integer_scores_mended"])
def test_mended_scores_cost_the_mean_of_their_rows(name: str) -> None:
    loss = load(f"mistakes_calls/{name}").loss.item()
    assert loss == pytest.approx(LOSSES.mean(), abs=1e-6)


def test_a_loss_that_is_made_and_called() -> None:
    program = load("mistakes_calls/loss_not_called_mended")
    loss = program.criterion(program.logits, program.target).item()
    assert loss == pytest.approx(LOSSES.mean(), abs=1e-6)


@pytest.mark.filterwarnings("ignore:reduction. .mean. divides")
def test_the_default_divergence_is_that_of_a_row_over_the_classes() -> None:
    wrong, right = (load(f"mistakes_calls/divergence_by_{name}") for name in ("elements", "rows"))
    reference = rel_entr(right.p.numpy(), right.q.numpy()).sum(axis=1).mean()
    assert right.loss.item() == pytest.approx(reference, abs=1e-6)
    assert wrong.loss.item() == pytest.approx(reference / 3, abs=1e-6)


def test_a_target_wider_than_the_scores_is_refused_after_a_squeeze_too() -> None:
    target = torch.zeros(2, 5, dtype=torch.int64)
    assert target.squeeze(dim=1).shape == target.shape
    with pytest.raises(RuntimeError, match="multi-target not supported"):
        torch.nn.functional.cross_entropy(torch.tensor(LOGITS), target.squeeze(dim=1))


def test_the_first_row_of_a_batch_wants_one_target() -> None:
    scores, target = torch.zeros(256, 10), torch.zeros(256, dtype=torch.int64)
    message = "For 1D input, 1D target must have size 1, but got target size: 256"
    with pytest.raises(ValueError, match=message):
        torch.nn.functional.cross_entropy(scores[0], target)
