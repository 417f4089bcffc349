"""Each typical mistake in validating a model and in stopping its training is told apart."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from tests.exercises.notebooks import assert_told_apart, said


def costs_of(model: nn.Module, batches: Any, reduction: str) -> list[float]:
    """Return the loss of each batch, in evaluation mode and without a graph."""
    was_training = model.training
    model.eval()
    with torch.no_grad():
        losses = [F.cross_entropy(model(x), y, reduction=reduction).item() for x, y in batches]
    model.train(was_training)
    return losses


def rows(batches: Any) -> int:
    return sum(len(target) for _, target in batches)


def right(model: nn.Module, batches: Any) -> float:
    return sum(costs_of(model, batches, "sum")) / rows(batches)


def without(what: str) -> Any:
    """Return an evaluation that leaves something out."""

    def evaluate(model: nn.Module, batches: Any) -> float:
        was_training = model.training
        if what != "eval":
            model.eval()
        with torch.set_grad_enabled(what == "no_grad"):
            total = sum(F.cross_entropy(model(x), y, reduction="sum").item() for x, y in batches)
        if what == "asking":
            model.train()
        elif what != "train":
            model.train(was_training)
        return total / rows(batches)

    return evaluate


def test_evaluate() -> None:
    assert_told_apart(
        "evaluate",
        {
            "in training mode": without("eval"),
            "keeps a graph": without("no_grad"),
            "leaves the model in evaluation mode": without("train"),
            "though it was off before": without("asking"),
            "averages the means": lambda m, b: sum(costs_of(m, b, "mean")) / len(b),
            "adds up the means of the batches. D": lambda m, b: sum(costs_of(m, b, "mean")),
            "by the rows twice": lambda m, b: sum(costs_of(m, b, "mean")) / rows(b),
            "the sum of the losses": lambda m, b: sum(costs_of(m, b, "sum")),
            "the number of batches": lambda m, b: sum(costs_of(m, b, "sum")) / len(b),
            "the last batch alone": lambda m, b: costs_of(m, b, "mean")[-1],
            "inside the loop": lambda m, b: costs_of(m, b, "mean")[0],
            "returns None": lambda m, b: right(m, b) and None,
            "never calls the model": lambda m, b: 1.0,
            "it should be": lambda m, b: 1.5 * right(m, b),
        },
    )


def test_inference_mode_and_all_rows_at_once_are_right() -> None:
    def whole(model: nn.Module, batches: Any) -> Any:
        x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
        was_training = model.training
        with torch.inference_mode():
            cost = F.cross_entropy(model.eval()(x), y)
        model.train(was_training)
        return cost

    assert said("evaluate", whole).startswith("right")


def stopping(patience_off: int = 0, ties: bool = False, before: bool = False) -> Any:
    """Return a search for the best epoch and the last, with something changed."""

    def walk(costs: list[float], patience: int) -> tuple[int, int]:
        best = waited = epoch = 0
        for epoch in range(1, len(costs)):
            goal = costs[epoch - 1] if before else costs[best]
            is_lower = costs[epoch] <= goal if ties else costs[epoch] < goal
            waited = 0 if is_lower else waited + 1
            if costs[epoch] <= costs[best] if ties else costs[epoch] < costs[best]:
                best = epoch
            if waited == patience + patience_off:
                break
        return best, epoch

    return walk


def test_early_stopping() -> None:
    assert_told_apart(
        "early_stopping",
        {
            "never reached": lambda c, p: c.index(min(c)),
            "in which training stops": lambda c, p: stopping()(c, p)[1],
            "counts the epochs from 1": lambda c, p: stopping()(c, p)[0] + 1,
            "the cost of the best epoch": lambda c, p: c[stopping()(c, p)[0]],
            "an epoch too long": lambda c, p: stopping(1)(c, p)[0],
            "an epoch too early": lambda c, p: stopping(-1)(c, p)[0],
            "with the one before": lambda c, p: stopping(before=True)(c, p)[0],
            "as low as the best": lambda c, p: stopping(ties=True)(c, p)[0],
            "returns None": lambda c, p: None,
            "of type str": lambda c, p: "0",
            "it should be": lambda c, p: -7,
        },
    )


def test_a_tensor_and_another_way_are_right() -> None:
    def another(costs: list[float], patience: int) -> torch.Tensor:
        return torch.tensor(stopping()(costs, patience)[0])

    assert said("early_stopping", another).startswith("right, in all 6 cases")
