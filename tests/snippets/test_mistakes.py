import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.special import log_softmax, softmax

from tests.programs import load

TARGET = [0, 0, 1, 2]


def reference_losses(z: np.ndarray) -> dict[str, float]:
    """What each pipeline computes, written out in float64."""
    rows = np.arange(len(TARGET))
    twice = log_softmax(softmax(z, axis=1), axis=1)
    return {
        "cross_entropy(z)": -log_softmax(z, axis=1)[rows, TARGET].mean(),
        "nll_loss(log_softmax(z, 1))": -log_softmax(z, axis=1)[rows, TARGET].mean(),
        "cross_entropy(softmax(z, 1))": -twice[rows, TARGET].mean(),
        "nll_loss(softmax(z, 1))": -softmax(z, axis=1)[rows, TARGET].mean(),
        "nll_loss(log_softmax(z, 0))": -log_softmax(z, axis=0)[rows, TARGET].mean(),
    }


def test_every_pipeline_computes_what_its_name_says() -> None:
    program = load("mistakes/two_questions")
    for answers, z in ((program.unsure, np.zeros((4, 3))), (program.sure, 50 * np.eye(3)[TARGET])):
        reference = reference_losses(z)
        assert answers.keys() == reference.keys()
        for name, loss in answers.items():
            assert loss.item() == pytest.approx(reference[name], abs=1e-6)


def test_only_the_right_pipelines_pass_both_questions() -> None:
    program = load("mistakes/two_questions")
    passed = [
        name
        for name in program.unsure
        if abs(program.unsure[name].item() - math.log(3)) < 1e-6
        and abs(program.sure[name].item()) < 1e-6
    ]
    assert passed == ["cross_entropy(z)", "nll_loss(log_softmax(z, 1))"]


def test_a_batch_as_large_as_the_classes_hides_the_wrong_dimension() -> None:
    loss = F.nll_loss(torch.zeros(3, 3).log_softmax(0), torch.tensor([0, 1, 2]))
    assert loss.item() == pytest.approx(math.log(3))


def test_softmax_before_the_loss_never_passes_its_floor() -> None:
    program = load("mistakes/softmax_before_loss_curves")
    assert program.floor == pytest.approx(-log_softmax([0.0, 0.0, 1.0])[2])
    assert min(program.wrong) > program.floor > program.right[-1]


def test_both_curves_start_together_and_fall_at_every_step() -> None:
    program = load("mistakes/softmax_before_loss_curves")
    assert program.right[0] == pytest.approx(program.wrong[0]) == pytest.approx(math.log(3))
    for losses in (program.right, program.wrong):
        assert (np.diff(losses) < 0).all()


@pytest.mark.parametrize("name", ["right", "wrong"])
def test_curves_are_those_of_gradient_descent_by_hand(name: str) -> None:
    program = load("mistakes/softmax_before_loss_curves")
    x = np.hstack([program.x.numpy(), np.ones((8, 1))]).astype(np.float64)
    one_hot = np.eye(3)[program.target.numpy()]
    weight = np.zeros((3, 5))
    losses = []
    for _ in range(501):
        z = x @ weight.T
        s = z if name == "right" else softmax(z, axis=1)
        losses.append(-(one_hot * log_softmax(s, axis=1)).sum(axis=1).mean())
        push = (softmax(s, axis=1) - one_hot) / len(x)
        if name == "wrong":  # through the first softmax, whose Jacobian is diag(s) - s s^T
            push = s * (push - (s * push).sum(axis=1, keepdims=True))
        weight -= 0.05 * push.T @ x
    assert getattr(program, name) == pytest.approx(losses, abs=2e-5)
