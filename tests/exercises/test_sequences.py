"""Each typical mistake in the accuracy of tokens and in predicting the next is told apart."""

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.exercises.notebooks import assert_told_apart, said


def right(s: Tensor, y: Tensor) -> Tensor:
    return (s.argmax(2) == y).float()


def test_token_accuracy() -> None:
    assert_told_apart(
        "token_accuracy",
        {
            "counts the padding as wrong": lambda s, y: right(s, y).mean(),
            "counts the padding as right": lambda s, y: (
                ((s.argmax(2) == y) | (y < 0)).float().mean()
            ),
            "counts the padding as class 0": lambda s, y: right(s, y.clamp(min=0)).mean(),
            "the mean of the means": lambda s, y: torch.stack(
                [right(a[None], b[None])[0][b >= 0].mean() for a, b in zip(s, y, strict=True)]
            ).mean(),
            "how many are right": lambda s, y: right(s, y).sum(),
            "the share of wrong tokens": lambda s, y: (s.argmax(2) != y)[y >= 0].float().mean(),
            "returns shape (2,": lambda s, y: right(s, y),
        },
    )


def test_token_accuracy_is_accepted_in_other_forms() -> None:
    for form in (
        lambda s, y: right(s, y).sum() / (y != -100).sum(),
        lambda s, y: float(right(s, y)[y >= 0].mean()),
        lambda s, y: (s.flatten(0, 1).argmax(1) == y.flatten())[y.flatten() != -100].float().mean(),
    ):
        assert said("token_accuracy", form).startswith("right")


def loss(s: Tensor, y: Tensor) -> Tensor:
    return F.cross_entropy(s.transpose(1, 2), y)


def test_next_token_loss() -> None:
    assert_told_apart(
        "next_token_loss",
        {
            "has just read": loss,
            "shifted the other way": lambda s, y: loss(s[:, 1:], y[:, :-1]),
            "compared with the first token": lambda s, y: loss(s, y.roll(-1, 1)),
            "after the sequences were joined": lambda s, y: F.cross_entropy(
                s.flatten(0, 1)[:-1], y.flatten()[1:]
            ),
            "axis 0 is the batch": lambda s, y: loss(s[:-1], y[1:]),
            "divides by all positions": lambda s, y: (
                F.cross_entropy(s[:, :-1].transpose(1, 2), y[:, 1:], reduction="sum") / y.numel()
            ),
            "no gradient flows back": lambda s, y: loss(s[:, :-1], y[:, 1:]).item(),
        },
    )


def test_the_next_token_may_be_padded_and_ignored() -> None:
    def padded(s: Tensor, y: Tensor) -> Tensor:
        following = torch.cat([y[:, 1:], torch.full((len(y), 1), -100)], dim=1)
        return loss(s, following)

    assert said("next_token_loss", padded).startswith("right")
