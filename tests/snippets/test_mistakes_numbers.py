import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.special import expit, log_softmax

from tests.programs import load


def test_a_column_is_compared_with_every_row() -> None:
    wrong, right = (load(f"mistakes_numbers/accuracy_of_{name}") for name in ("a_column", "rows"))
    assert wrong.hits.shape == (4, 4)
    assert right.hits.tolist() == [p == t for p, t in zip([0, 1, 0, 1], [0, 1, 0, 1], strict=True)]


def test_a_target_of_two_cannot_pass_two_logs_of_two() -> None:
    program = load("mistakes_numbers/multi_hot")
    assert program.loss.item() == pytest.approx(2 * np.log(2), abs=1e-6)
    mended = load("mistakes_numbers/multi_hot_mended")
    signs = np.where(mended.target.numpy() == 1, 1, -1)
    reference = -np.log(expit(signs * mended.logits.double().numpy())).mean()
    assert mended.loss.item() == pytest.approx(reference, abs=1e-6)


def test_an_ignored_class_is_pushed_down_by_the_rows_of_the_others() -> None:
    ignored, counted = (
        load(f"mistakes_numbers/class_zero_{end}") for end in ("ignored", "counted")
    )
    assert ignored.p[:, 0].max() < 0.01 < 0.4 < counted.p[counted.target == 0, 0].min()
    start = F.linear(ignored.x, ignored.weight * 0, ignored.bias * 0).requires_grad_()
    loss = F.cross_entropy(start, ignored.target, ignore_index=0)
    (gradient,) = torch.autograd.grad(loss, start)
    assert (gradient[ignored.target == 0] == 0).all()
    assert (gradient[ignored.target != 0, 0] > 0).all()


def test_the_first_end_is_taught_and_what_follows_is_not() -> None:
    assert load("mistakes_numbers/end_as_padding").push < 0
    program = load("mistakes_numbers/end_counted_once")
    assert (program.labels == program.END).sum(dim=1).tolist() == [1, 1]
    # Eight equal scores: each of two ends pulls by 7/8, each of six others pushes by 1/8, over 8.
    assert program.push.item() == pytest.approx((2 * 7 / 8 - 6 / 8) / 8, abs=1e-6)


def test_one_shift_rewards_foresight() -> None:
    unshifted, shifted = (
        load(f"mistakes_numbers/next_token_{name}") for name in ("unshifted", "shifted")
    )
    assert unshifted.loss(unshifted.copies) < 0.01 < unshifted.loss(unshifted.foresees)
    reference = -log_softmax([10.0] + [0.0] * 7)[0]
    assert shifted.loss(shifted.foresees).item() == pytest.approx(reference, abs=1e-6)


def test_sums_over_all_rows_are_the_whole_batch() -> None:
    program = load("mistakes_numbers/micro_batches_by_rows")
    whole = F.cross_entropy(program.logits, program.target)
    assert program.total.item() == pytest.approx(whole.item(), abs=1e-6)
    unequal = load("mistakes_numbers/unequal_micro_batches")
    assert abs(sum(unequal.losses) / 2 - whole) > 0.1


def test_without_dropout_the_loss_is_that_of_the_layer() -> None:
    losses = load("mistakes_numbers/dropout_off").losses
    assert len(set(losses)) == 1
    assert losses[0] == load("mistakes_numbers/dropout_off").alone.item()
    assert len(set(load("mistakes_numbers/dropout_while_testing").losses)) > 1
