import numpy as np
import pytest
import torch
from scipy.special import log_softmax

from tests.programs import load


@pytest.mark.filterwarnings("ignore")
def test_anomaly_detection_names_the_log() -> None:
    with pytest.raises(
        RuntimeError, match="Function 'LogBackward0' returned nan values in its 0th"
    ):
        load("mistakes_nan/nan_with_its_place")


def test_one_function_has_the_same_loss_and_a_finite_gradient() -> None:
    program = load("mistakes_nan/nan_mended")
    reference = np.maximum(log_softmax([0.0, 1000.0]), -100).sum()
    assert program.loss.item() == pytest.approx(reference)
    assert program.logits.grad.isfinite().all()


def test_a_forbidden_class_costs_what_a_class_number_costs() -> None:
    broken, mended = (load(f"mistakes_nan/forbidden_class{end}") for end in ("", "_mended"))
    assert broken.smooth.item() == np.inf
    assert mended.loss.item() == pytest.approx(-log_softmax([1.0, 3.0])[1], abs=1e-6)
    assert mended.logits.grad.isfinite().all()


def test_a_guarded_input_keeps_the_other_branch_finite() -> None:
    broken, mended = (load(f"mistakes_nan/branch_not_taken{end}") for end in ("", "_mended"))
    assert broken.p.grad.isnan().tolist() == [True, False, False]
    assert mended.terms.tolist() == pytest.approx(broken.terms.tolist())
    p = broken.p.detach().clone().requires_grad_()
    assert torch.equal(torch.xlogy(p, p)[1:], mended.terms[1:])
    assert mended.p.grad.tolist() == pytest.approx([0, 1 + np.log(0.5), 1])
    assert mended.of_xlogy.isnan().tolist() == [True, False, False]


def test_the_last_layer_in_float32_does_not_overflow() -> None:
    program = load("mistakes_nan/half_precision_mended")
    assert program.logits.tolist() == [[700.0, 70000.0]]
    assert torch.finfo(torch.float16).max < 70000
    assert load("mistakes_nan/half_precision_overflow").logits.dtype == torch.bfloat16


def test_autocast_narrows_a_layer_of_float32_unless_it_is_told_not_to() -> None:
    program = load("mistakes_nan/half_precision_mended")
    with torch.autocast("cpu", dtype=torch.float16):
        assert torch.nn.functional.linear(program.x, program.weight).isinf().any()
        with torch.autocast("cpu", enabled=False):
            wide = torch.nn.functional.linear(program.x, program.weight)
    assert wide.tolist() == program.logits.tolist()


def test_gradients_of_half_weights_are_not_unscaled() -> None:
    with pytest.raises(ValueError, match="Attempting to unscale FP16 gradients"):
        load("mistakes_nan/half_weights")


def test_a_step_of_float32_weights_is_that_by_hand() -> None:
    program = load("mistakes_nan/half_weights_mended")
    assert program.low.dtype == torch.float16
    reference = 1 - 1e-4 * (np.full(3, 1 / 3) - np.eye(3)[2])
    assert program.w.detach().numpy() == pytest.approx(reference, abs=1e-7)
    assert program.by_hand.numpy() == pytest.approx(reference, abs=1e-7)


def test_weights_that_learn_turn_float32_and_stay_parameters() -> None:
    layer = torch.nn.Linear(2, 3).half()
    for p in layer.parameters():
        p.data = p.float()
        assert p.is_leaf
        assert p.requires_grad
        assert p.dtype == torch.float32


def test_a_clamp_on_the_log_probability_stops_its_gradient() -> None:
    held, free = (torch.tensor([0.0, 1000.0], requires_grad=True) for _ in range(2))
    (stopped,) = torch.autograd.grad(held.log_softmax(dim=0)[0].clamp(min=-100), held)
    (flowing,) = torch.autograd.grad(free.log_softmax(dim=0)[0], free)
    assert stopped.tolist() == [0, 0] and flowing.tolist() == [1, -1]


def test_clipping_after_unscaling_leaves_a_short_gradient_as_it_is() -> None:
    push = np.full(3, 1 / 3) - np.eye(3)[2]
    assert np.linalg.norm(push) < 1
    mended = load("mistakes_nan/clipped_unscaled").w
    assert mended.tolist() == pytest.approx((-push).tolist(), abs=1e-6)
    scaled = load("mistakes_nan/clipped_while_scaled").w
    assert scaled.norm().item() == pytest.approx(1 / 1024, rel=1e-3)
