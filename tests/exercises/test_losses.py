"""Each typical mistake in softmax, temperature, cross-entropy and KL divergence has its message."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.exercises.notebooks import assert_told_apart, said


def test_softmax() -> None:
    assert_told_apart(
        "softmax",
        {
            "`keepdim=True` keeps the axis": lambda z: z.exp() / z.exp().sum(-1),
            "the columns sum to 1": lambda z: z.exp() / z.exp().sum(0),
            "all numbers together sum to 1": lambda z: z.exp() / z.exp().sum(),
            "Take the exponential first": lambda z: z / z.sum(-1, keepdim=True),
            "the logarithms of the probabilities": lambda z: z.log_softmax(-1),
            "the sigmoid": lambda z: 1 / (1 + (-z).exp()),
            "powers of 2": lambda z: 2**z / (2**z).sum(-1, keepdim=True),
            "still have to be divided": lambda z: z.exp(),
        },
    )


def test_reheat() -> None:
    assert_told_apart(
        "reheat",
        {
            "takes the probabilities for scores": lambda p, t: (p / t).softmax(-1),
            "multiplies by the temperature": lambda p, t: p**t / (p**t).sum(-1, keepdim=True),
            "a row no longer sums to 1": lambda p, t: p ** (1 / t),
            "Softmax is still to come": lambda p, t: p.log() / t,
            "divides the probabilities by the temperature": lambda p, t: p / t,
            "the temperature has no effect": lambda p, t: p,
            "the columns sum to 1": lambda p, t: (p.log() / t).softmax(0),
        },
    )


def test_new_shares() -> None:
    def normalised(odds: Tensor) -> Tensor:
        return odds / odds.sum(-1, keepdim=True)

    assert_told_apart(
        "new_shares",
        {
            "a row no longer sums to 1": lambda p, a, b: p * b / a,
            "upside down": lambda p, a, b: normalised(p * a / b),
            "are still in it": lambda p, a, b: normalised(p * b),
            "all classes are equally frequent": lambda p, a, b: normalised(p / a),
            "the columns sum to 1": lambda p, a, b: p * b / a / (p * b / a).sum(0),
            "all numbers together sum to 1": lambda p, a, b: p * b / a / (p * b / a).sum(),
            "adds the change of the shares": lambda p, a, b: p + b - a,
            "takes a softmax of probabilities": lambda p, a, b: (p * b / a).softmax(-1),
            "adds logarithms to probabilities": lambda p, a, b: (p + (b / a).log()).softmax(-1),
            "returns p as it came": lambda p, a, b: p,
        },
    )
    assert said("new_shares", lambda p, a, b: (p.log() - a.log() + b.log()).softmax(-1)).startswith(
        "right"
    )


def test_distillation_loss() -> None:
    def loss(s: Tensor, t: Tensor, h: float, reduction: str = "mean") -> Tensor:
        return F.cross_entropy(s / h, (t / h).softmax(1), reduction=reduction)

    def divergence(s: Tensor, t: Tensor, h: float) -> Tensor:
        q, p = (s / h).log_softmax(1), (t / h).log_softmax(1)
        return h**2 * F.kl_div(q, p, reduction="batchmean", log_target=True)

    assert_told_apart(
        "distillation_loss",
        {
            "T² is missing": loss,
            "has T once": lambda s, t, h: h * loss(s, t, h),
            "leaves the teacher at": lambda s, t, h: h**2 * F.cross_entropy(s / h, t.softmax(1)),
            "leaves the student at": lambda s, t, h: h**2 * F.cross_entropy(s, (t / h).softmax(1)),
            "the wrong way round": lambda s, t, h: h**2 * loss(t, s, h),
            "this is the KL divergence": divergence,
            "the sum over the rows": lambda s, t, h: h**2 * loss(s, t, h, "sum"),
            "the losses of the rows": lambda s, t, h: h**2 * loss(s, t, h, "none"),
            "the mean over the classes": lambda s, t, h: h**2 * loss(s, t, h) / 5,
            "takes the teacher's answers": lambda s, t, h: (
                h**2 * F.cross_entropy(s / h, t.argmax(1))
            ),
            "multiplies by the temperature": lambda s, t, h: h**2 * loss(s, t, 1 / h),
            "leaves both at": lambda s, t, h: h**2 * loss(s, t, 1.0),
            "the sign is turned": lambda s, t, h: -(h**2) * loss(s, t, h),
            "the student twice": lambda s, t, h: h**2 * loss(h * (s / h).softmax(1), t, h),
            "and without T²": lambda s, t, h: divergence(s, t, h) / h**2,
            "no gradient flows back": lambda s, t, h: h**2 * loss(s, t, h).item(),
        },
    )
    assert said("distillation_loss", lambda s, t, h: h**2 * loss(s, t, h)).startswith("right")


def test_cross_entropy() -> None:
    def p_y(z: Tensor, y: Tensor) -> Tensor:
        return z.softmax(1)[torch.arange(len(y)), y]

    assert_told_apart(
        "cross_entropy",
        {
            "these are the losses of the rows": lambda z, y: -p_y(z, y).log(),
            "the sum over the rows": lambda z, y: -p_y(z, y).log().sum(),
            "the sign is missing": lambda z, y: p_y(z, y).log().mean(),
            "pairs every row with every label": lambda z, y: -z.softmax(1)[:, y].log().mean(),
            "the logarithm of the mean probability": lambda z, y: -p_y(z, y).mean().log(),
            "the logarithm is missing": lambda z, y: -p_y(z, y).mean(),
            "Softmax, or the log-sum-exp": lambda z, y: -z[range(len(y)), y].mean(),
            "the most probable class": lambda z, y: -z.softmax(1).amax(1).log().mean(),
            "softmax runs over the rows": lambda z, y: F.nll_loss(z.log_softmax(0), y),
            "the cost in bits": lambda z, y: -p_y(z, y).log2().mean(),
            "no gradient flows back": lambda z, y: F.cross_entropy(z, y).item(),
            "its probability rounds to 0": lambda z, y: -p_y(z, y).log().mean(),
            "a small number beside": lambda z, y: -(p_y(z, y) + 1e-8).log().mean(),
            "its exponential is inf": lambda z, y: F.nll_loss(
                (z.exp() / z.exp().sum(1, keepdim=True)).log(), y
            ),
        },
    )


def test_kl_divergence() -> None:
    assert_told_apart(
        "kl_divergence",
        {
            "this is KL(Q‖P)": lambda p, q: (q * (q / p).log()).sum(-1),
            "the cross-entropy H(P, Q)": lambda p, q: -(p * q.log()).sum(-1),
            "gives nan where p is 0": lambda p, q: (p * (p.log() - q.log())).sum(-1),
            "the sign is wrong": lambda p, q: (torch.xlogy(p, q) - torch.xlogy(p, p)).sum(-1),
            "mean over the classes": lambda p, q: (torch.xlogy(p, p) - p * q.log()).mean(-1),
            "in bits": lambda p, q: (p * (p / q).log2()).sum(-1),
            "without weights": lambda p, q: (p / q).log().sum(-1),
            "sums over all rows": lambda p, q: F.kl_div(q.log(), p, reduction="sum"),
            "often in the branch that a": lambda p, q: torch.where(p > 0, p * (p / q).log(), 0).sum(
                -1
            ),
            "an infinite divergence finite": lambda p, q: (p * ((p + 1e-8) / (q + 1e-8)).log()).sum(
                -1
            ),
            "no gradient flows back to q": lambda p, q: (
                (torch.xlogy(p, p) - torch.xlogy(p, q)).sum(-1).detach().requires_grad_()
            ),
        },
    )


def test_kl_divergence_by_two_wheres_is_right() -> None:
    def twice(p: Tensor, q: Tensor) -> Tensor:
        ratio = torch.where(p > 0, p, 1) / q
        return torch.where(p > 0, p * ratio.log(), 0).sum(-1)

    assert said("kl_divergence", twice).startswith("right")


def test_nan_to_num_hides_an_infinite_divergence() -> None:
    def hidden(p: Tensor, q: Tensor) -> Tensor:
        where_p = torch.where(p > 0, p, 1)
        return torch.where(p > 0, p * (where_p / q).log(), 0).nan_to_num().sum(-1)

    assert "also turns inf into a number" in said("kl_divergence", hidden)


def test_an_infinity_hidden_by_any_small_number_is_named() -> None:
    for epsilon in (1e-7, 1e-12, 1e-30):
        for guard in (lambda p, e=epsilon: p + e, lambda p, e=epsilon: p.clamp(min=e)):

            def guarded(z: Tensor, y: Tensor, guard: Any = guard) -> Tensor:
                p = z.softmax(1)[torch.arange(len(y)), y]
                loss: Tensor = -guard(p).log().mean()
                return loss

            assert "a small number beside" in said("cross_entropy", guarded)


def test_a_gradient_that_cannot_be_computed_is_named() -> None:
    def in_place(z: Tensor, y: Tensor) -> Tensor:
        p = z.exp()
        square = p * p
        p += 1
        return F.cross_entropy(z, y) + 0 * square.sum()

    def begun_anew(z: Tensor, y: Tensor) -> Tensor:
        return torch.tensor(F.cross_entropy(z, y).item(), requires_grad=True)

    assert "changed in place that the gradient needs" in said("cross_entropy", in_place)
    assert "no gradient flows back to logits" in said("cross_entropy", begun_anew)
