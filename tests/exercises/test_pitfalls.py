"""Each typical mistake in stable, weighted and sequence losses is told apart."""

import copy
import math
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.exercises.notebooks import assert_told_apart, said


def test_logsumexp() -> None:
    def shifted(z: Tensor, shift: Tensor) -> Tensor:
        return (z - shift).exp().sum(-1).log() + shift.squeeze(-1)

    assert_told_apart(
        "logsumexp",
        {
            "overflows or underflows": lambda z: z.exp().sum(-1).log(),
            "never added again": lambda z: (z - z.amax(-1, True)).exp().sum(-1).log(),
            "of all rows": lambda z: z.max() + (z - z.max()).exp().sum(-1).log(),
            "nan for a row that is −inf throughout": lambda z: shifted(z, z.amax(-1, True)),
            "subtracts the mean": lambda z: shifted(z, z.mean(-1, keepdim=True)),
            "clamps the scores": lambda z: z.clamp(max=80).exp().sum(-1).log(),
            "the largest score alone": lambda z: z.amax(-1),
            "keeps the last axis": lambda z: torch.logsumexp(z, -1, keepdim=True),
            "no gradient flows back": lambda z: torch.logsumexp(z.detach(), -1),
        },
    )


def asks(
    rows: Callable[[int], Tensor], huge: float = 50, tolerance: float = 1e-4, which: str = "both"
) -> Callable[..., bool]:
    """Return a way to ask the two questions, or one of them, with certain targets."""

    def is_sound(loss: Callable[..., Tensor], classes: int) -> bool:
        target = rows(classes)
        unsure = loss(torch.zeros(len(target), classes), target) - math.log(classes)
        sure = loss(huge * F.one_hot(target, classes).float(), target)
        answers = {"both": [unsure, sure], "first": [unsure], "second": [sure]}[which]
        return all(abs(answer) <= tolerance for answer in answers)

    return is_sound


def test_is_sound() -> None:
    def twice(classes: int) -> Tensor:
        return torch.arange(2 * classes) % classes

    def size_only(loss: Callable[..., Tensor], classes: int) -> bool:
        return asks(twice)(lambda z, y: loss(z, y).abs(), classes)

    assert_told_apart(
        "is_sound",
        {
            "with softmax applied twice": asks(twice, which="first"),
            "a loss in bits": asks(twice, which="second"),
            "a sum over the rows": asks(lambda _: torch.tensor([1])),
            "ask with another number of rows": asks(torch.arange),
            "takes class 0 for every target": asks(lambda _: torch.tensor([0, 0])),
            "with the sign turned": size_only,
            "is only 5 above the others": asks(twice, huge=5),
            "Does it allow for rounding?": asks(twice, tolerance=0),
            "never tries a huge score": lambda loss, classes: False,
            "of type str": lambda loss, classes: "yes",
        },
    )


def test_weighted_loss() -> None:
    def losses(z: Tensor, y: Tensor, w: Tensor) -> Tensor:
        return F.cross_entropy(z, y, w, reduction="none")

    def safe(y: Tensor, w: Tensor) -> Tensor:
        return w[y.clamp(min=0)]

    def weightless(z: Tensor, y: Tensor, w: Tensor) -> Tensor:
        return F.cross_entropy(z, y, reduction="sum") / (y >= 0).sum().clamp(min=1)

    assert_told_apart(
        "weighted_loss",
        {
            "divides by the number of rows. A": lambda *a: losses(*a).mean(),
            "the number of rows that count": lambda z, y, w: (
                losses(z, y, w).sum() / (y != -100).sum()
            ),
            "the weights of all classes": lambda z, y, w: losses(z, y, w).sum() / w.sum(),
            "the weighted sum": lambda *a: losses(*a).sum(),
            "gives nan when every target is ignored": F.cross_entropy,
            "the weights have no effect": weightless,
            "as if their target were class 0": lambda z, y, w: F.cross_entropy(
                z, y.clamp(min=0), w
            ),
            "but not below it": lambda z, y, w: losses(z, y, w).sum() / safe(y, w).sum(),
            "takes −100 for the number of a class": lambda z, y, w: (
                losses(z, y, w).sum() / w[y].sum()
            ),
        },
    )


def test_token_loss() -> None:
    def flat(s: Tensor, y: Tensor) -> Tensor:
        return F.cross_entropy(s.flatten(0, 1), y.flatten(), reduction="sum")

    assert_told_apart(
        "token_loss",
        {
            "takes the positions for classes": F.cross_entropy,
            "tears the scores of a token apart": lambda s, y: F.cross_entropy(
                s.reshape(len(s), s.shape[2], -1), y
            ),
            "the mean of the means": lambda s, y: torch.stack(
                [F.cross_entropy(*pair) for pair in zip(s, y, strict=True)]
            ).mean(),
            "divides by all positions": lambda s, y: flat(s, y) / y.numel(),
            "the number of sequences": lambda s, y: flat(s, y) / len(y),
            "the sum over the tokens": flat,
            "the padding as class 0": lambda s, y: F.cross_entropy(s.mT, y.clamp(min=0)),
            "softmax is applied twice": lambda s, y: F.cross_entropy(s.softmax(2).mT, y),
            "in different orders": lambda s, y: F.cross_entropy(
                s.transpose(0, 1).flatten(0, 1), y.flatten()
            ),
        },
    )


def test_as_logits() -> None:
    class Log(nn.Module):
        def forward(self, p: Tensor) -> Tensor:
            return p.log()

    def in_place(model: nn.Sequential) -> nn.Sequential:
        if isinstance(model[-1], nn.Softmax | nn.LogSoftmax):
            del model[-1]
        return model

    def only_softmax(model: nn.Sequential) -> nn.Module:
        return model[:-1] if isinstance(model[-1], nn.Softmax) else model

    def undone(model: nn.Sequential) -> nn.Sequential:
        return nn.Sequential(*model, Log()) if isinstance(model[-1], nn.Softmax) else model

    def anew(model: nn.Sequential) -> nn.Module:
        return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))

    assert_told_apart(
        "as_logits",
        {
            "is one layer too many gone?": lambda model: model[:-1],
            "come from copies of the parameters": lambda model: in_place(copy.deepcopy(model)),
            "a LogSoftmax at the end is still there": only_softmax,
            "changes the model that it was given": in_place,
            "takes the logarithm of the probabilities": undone,
            "gives probabilities still": lambda model: model,
            "the outputs are not its scores": anew,
            "of type function": lambda model: lambda x: model[:-1](x),
            "the returned model raises": lambda model: nn.Sequential(nn.Linear(3, 3)),
        },
    )


def test_a_layer_may_be_left_out_in_any_way() -> None:
    def by_identity(model: nn.Sequential) -> nn.Sequential:
        last = model[-1]
        is_softmax = isinstance(last, nn.Softmax | nn.LogSoftmax)
        return nn.Sequential(*list(model)[:-1], nn.Identity() if is_softmax else last)

    assert said("as_logits", by_identity).startswith("right")
