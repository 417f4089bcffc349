import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, log_expit, log_softmax, softmax

from tests.programs import load

LOGITS = np.array([1.0, 2.0, 3.0])


def binary_loss(logits: np.ndarray) -> float:
    """The mean binary cross-entropy of two logits against (1, 0), in float64."""
    return float(-(log_expit(logits[0]) + log_expit(-logits[1])) / 2)


def test_logits_still_stop_the_loss_of_probabilities() -> None:
    with pytest.raises(RuntimeError, match="all elements of input should be between 0 and 1"):
        load("mistakes_probabilities/binary_loss_of_logits")


def test_softmax_before_the_loss_is_far_from_the_truth_and_near_its_floor() -> None:
    program = load("mistakes_probabilities/softmax_before_loss")
    twice = -log_softmax(softmax(50 * LOGITS))[2]
    assert program.loss.item() == pytest.approx(twice, abs=1e-6)
    assert program.loss.item() == pytest.approx(np.log(1 + 2 / np.e), abs=1e-6)
    assert program.right.item() == pytest.approx(-log_softmax(50 * LOGITS)[2], abs=1e-6)


@given(st.integers(2, 1000), st.floats(0, 100), st.integers(0, 99))
@settings(deadline=None, max_examples=50)
def test_softmax_before_the_loss_never_passes_its_floor(k: int, scale: float, seed: int) -> None:
    torch.manual_seed(seed)
    probability = (scale * torch.randn(1, k, dtype=torch.float64)).softmax(dim=1)
    loss = F.cross_entropy(probability, probability.argmax(dim=1)).item()
    assert loss >= np.log(1 + (k - 1) / np.e) - 1e-12


def test_the_floor_grows_with_the_classes() -> None:
    floors = np.log(1 + (np.arange(2, 1000) - 1) / np.e)
    assert (np.diff(floors) > 0).all()


def test_mended_softmax() -> None:
    program = load("mistakes_probabilities/softmax_before_loss_mended")
    assert program.loss.item() == pytest.approx(-log_softmax(LOGITS)[2], abs=1e-6)
    assert program.probability[0].numpy() == pytest.approx(softmax(LOGITS), abs=1e-6)


def test_log_of_softmax_loses_loss_and_gradient() -> None:
    program = load("mistakes_probabilities/log_of_softmax")
    assert program.loss.item() == np.inf
    assert program.logits.grad.isnan().all()


def test_mended_log_of_softmax() -> None:
    program = load("mistakes_probabilities/log_of_softmax_mended")
    logits = np.array([0.0, 110.0])
    assert program.loss.item() == pytest.approx(-log_softmax(logits)[0])
    assert program.logits.grad.numpy() == pytest.approx(softmax(logits) - [1, 0], abs=1e-6)


def test_half_precision_underflows_sooner() -> None:
    logits = torch.tensor([0.0, 20.0])
    assert logits.softmax(dim=0)[0].log().isfinite()
    assert logits.half().softmax(dim=0)[0].log().isinf()


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=8))
@settings(deadline=None, max_examples=50)
def test_nll_of_probabilities_lies_between_minus_one_and_zero(scores: list[float]) -> None:
    probability = torch.tensor([scores], dtype=torch.float64).softmax(dim=1)
    loss = F.nll_loss(probability, torch.tensor([0])).item()
    assert loss == pytest.approx(-softmax(scores)[0])
    assert -1 <= loss <= 0


def test_nll_of_probabilities_hardly_moves_a_row_that_is_surely_wrong() -> None:
    pushes = {}
    for name in ("softmax", "log_softmax"):
        logits = torch.tensor([[-10.0, 10.0, 0.0]], requires_grad=True)
        loss = F.nll_loss(getattr(logits, name)(dim=1), torch.tensor([0]))
        (gradient,) = torch.autograd.grad(loss, logits)
        pushes[name] = gradient.abs().max().item()
    assert pushes["softmax"] < 1e-6
    assert pushes["log_softmax"] > 0.9


def test_the_silent_program_reports_minus_the_probability() -> None:
    program = load("mistakes_probabilities/nll_of_probabilities")
    assert program.loss.item() == pytest.approx(-softmax(50 * LOGITS)[2], abs=1e-6)
    assert abs(program.loss.item() + log_softmax(50 * LOGITS)[2]) > 0.5


def test_mended_nll() -> None:
    program = load("mistakes_probabilities/nll_of_probabilities_mended")
    reference = [-log_softmax(scale * LOGITS)[2] for scale in (1, 5, 50)]
    assert program.losses == pytest.approx(reference, abs=1e-6)


def test_logits_between_zero_and_one_pass_with_another_loss() -> None:
    lucky, target = torch.tensor([0.8, 0.3]), torch.tensor([1.0, 0.0])
    silent = F.binary_cross_entropy(lucky, target).item()
    assert silent == pytest.approx(-(np.log(0.8) + np.log(0.7)) / 2, abs=1e-6)
    assert abs(silent - binary_loss(lucky.numpy())) > 0.1


@given(st.lists(st.floats(-100, 100, width=32), min_size=2, max_size=2))
@settings(deadline=None, max_examples=50)
def test_the_other_losses_do_not_look_at_the_values(values: list[float]) -> None:
    row = torch.tensor([values])
    assert F.cross_entropy(row, torch.tensor([1])).isfinite()
    assert F.nll_loss(row, torch.tensor([1])).item() == -row[0, 1].item()
    assert F.binary_cross_entropy_with_logits(row, torch.tensor([[0.0, 1.0]])).isfinite()


def test_sigmoid_twice_stays_far_from_the_truth() -> None:
    program = load("mistakes_probabilities/sigmoid_twice")
    logits = 50 * np.array([1.3, -2.0])
    assert program.loss.item() == pytest.approx(binary_loss(expit(logits)), abs=1e-6)
    assert program.right.item() == pytest.approx(binary_loss(logits), abs=1e-6)
    assert program.loss.item() - program.right.item() > 0.5


@given(st.floats(-1000, 1000))
@settings(deadline=None, max_examples=50)
def test_the_second_sigmoid_is_never_below_one_half(logit: float) -> None:
    assert torch.tensor(logit).sigmoid().sigmoid().item() >= 0.5


def test_mended_binary_loss() -> None:
    program = load("mistakes_probabilities/binary_loss_mended")
    for loss in (program.loss, program.two_steps):
        assert loss.item() == pytest.approx(binary_loss(np.array([1.3, -2.0])), abs=1e-6)


def test_only_the_right_loss_pushes_where_the_model_is_wrong() -> None:
    program = load("mistakes_probabilities/lost_push")
    z = program.z.detach().double().numpy()
    p = expit(z)
    reference = {
        "right": (-log_expit(z), 1 - p),
        "softmax_first": (-log_expit(2 * p - 1), 2 * p * (1 - p) * expit(1 - 2 * p)),
        "no_log": (-p, p * (1 - p)),
        "sigmoid_twice": (-log_expit(p), p * (1 - p) * expit(-p)),
    }
    for name, (losses, pushes) in reference.items():
        drawn = getattr(program, name)
        (gradient,) = torch.autograd.grad(drawn.sum(), program.z, retain_graph=True)
        assert drawn.detach().numpy() == pytest.approx(losses, abs=1e-5)
        assert -gradient.numpy() == pytest.approx(pushes, abs=1e-5)
        assert (-gradient[0] > 0.9) == (name == "right")
        assert (-gradient[0] < 0.0005) == (name != "right")


def test_a_binary_loss_is_negative_where_its_target_is_above_one() -> None:
    score = torch.tensor([1.0])
    assert F.binary_cross_entropy_with_logits(score, torch.tensor([255.0])) < 0
    with pytest.raises(RuntimeError, match="target should be between 0 and 1"):
        F.binary_cross_entropy(score.sigmoid(), torch.tensor([255.0]))


@pytest.mark.parametrize(("score", "target"), [(-110.0, 1.0), (20.0, 0.0)])
def test_a_sigmoid_that_rounded_has_no_gradient_left(score: float, target: float) -> None:
    z, y = torch.tensor([score], requires_grad=True), torch.tensor([target])
    (gone,) = torch.autograd.grad(F.binary_cross_entropy(z.sigmoid(), y), z)
    (kept,) = torch.autograd.grad(F.binary_cross_entropy_with_logits(z, y), z)
    assert gone == 0 and abs(kept.item()) > 0.99
