"""Each typical mistake in accumulating gradients and in fitting a temperature is told apart."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.exercises.notebooks import assert_told_apart, said


def over(reduction: str, divide: str = "none", clear: str = "once", step: str = "once") -> Any:
    """Return an accumulation that reduces, divides, clears and steps in some way."""

    def accumulate(model: Any, optimizer: Any, batches: Any) -> float:
        rows, cost = sum(len(y) for _, y in batches), 0.0
        if clear == "once":
            optimizer.zero_grad()
        for x, y in batches:
            if clear == "each":
                optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y, reduction=reduction)
            loss = loss / {"none": 1, "rows": rows, "batches": len(batches)}[divide]
            loss.backward()
            cost += loss.item()
            if step == "each":
                optimizer.step()
        if step == "once":
            optimizer.step()
        return cost

    return accumulate


def test_accumulate() -> None:
    right = over("sum", "rows")
    assert_told_apart(
        "accumulate",
        {
            "averages the means of the batches": over("mean", "batches"),
            "adds up the means of the batches": over("mean"),
            "differentiates the sum": over("sum"),
            "clears the gradients before each batch": over("sum", "rows", clear="each"),
            "never clears the gradients": over("sum", "rows", clear="never"),
            "makes a step for each batch": over("mean", clear="each", step="each"),
            "returns None": lambda *a: right(*a) and None,
            "the cost is another": lambda *a: 2 * right(*a),
            "not those of one step a call": lambda *a: 1.0,
        },
    )


def test_accumulating_over_the_whole_batch_is_right() -> None:
    def whole(model: Any, optimizer: Any, batches: Any) -> Tensor:
        x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
        cost = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        return cost.detach()

    assert said("accumulate", whole).startswith("right")


def among(temperatures: Tensor) -> Any:
    """Return a search among some temperatures."""

    def fit(logits: Tensor, target: Tensor) -> float:
        costs = [F.cross_entropy(logits / t, target) for t in temperatures]
        return float(temperatures[torch.stack(costs).argmin()])

    return fit


def test_fit_temperature() -> None:
    fine = among(torch.linspace(0.1, 10, 2000))
    assert said("fit_temperature", fine).startswith("right")
    assert_told_apart(
        "fit_temperature",
        {
            "one over the temperature": lambda z, y: 1 / fine(z, y),
            "a temperature is positive": lambda z, y: -fine(z, y),
            "Look at more temperatures": among(torch.arange(1.0, 10.0)),
            "returns shape (1,)": lambda z, y: torch.tensor([fine(z, y)]),
            "returns None": lambda z, y: None,
            "of type str": lambda z, y: str(fine(z, y)),
        },
    )


def test_descent_finds_the_temperature_too() -> None:
    def descent(logits: Tensor, target: Tensor) -> Tensor:
        inverse = torch.ones((), requires_grad=True)
        optimizer = torch.optim.SGD([inverse], lr=0.2)
        for _ in range(300):
            optimizer.zero_grad()
            F.cross_entropy(inverse * logits, target).backward()
            optimizer.step()
        return 1 / inverse.detach()

    assert said("fit_temperature", descent).startswith("right")


def test_boundary_distance() -> None:
    def gaps(x: Tensor, w: Tensor, b: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the lead over each other class, the distances, and the answers."""
        z = x @ w.T + b
        answer = z.argmax(dim=1)
        others = torch.tensor([[k for k in range(len(w)) if k != a] for a in answer])
        lead = z.gather(1, answer[:, None]) - z.gather(1, others)
        apart = (w[answer][:, None] - w[others]).norm(dim=2)
        return lead, apart, answer

    def runner_up(*given: Tensor) -> Tensor:
        lead, apart, _ = gaps(*given)
        return (lead / apart).gather(1, lead.argmin(dim=1, keepdim=True))[:, 0]

    def with_itself(x: Tensor, w: Tensor, b: Tensor) -> Tensor:
        z = x @ w.T + b
        apart = (w[z.argmax(dim=1)][:, None] - w).norm(dim=2)
        least: Tensor = ((z.amax(dim=1, keepdim=True) - z) / apart).amin(dim=1)
        return least

    def distance(*given: Tensor) -> Tensor:
        lead, apart, _ = gaps(*given)
        return (lead / apart).amin(dim=1)

    assert_told_apart(
        "boundary_distance",
        {
            "the difference of the scores": lambda *a: gaps(*a)[0].amin(dim=1),
            "the weight of the own class": lambda x, w, b: (
                gaps(x, w, b)[0].amin(dim=1) / w[gaps(x, w, b)[2]].norm(dim=1)
            ),
            "comes second": runner_up,
            "the squared length": lambda *a: (gaps(*a)[0] / gaps(*a)[1] ** 2).amin(dim=1),
            "the farthest": lambda *a: (gaps(*a)[0] / gaps(*a)[1]).amax(dim=1),
            "which gives 0/0": with_itself,
            "to itself is 0": lambda *a: with_itself(*a).nan_to_num(0),
            "the bias is left out": lambda x, w, b: distance(x, w, 0 * b),
        },
    )
    assert said("boundary_distance", distance).startswith("right")


def test_hinge_loss() -> None:
    def short(z: Tensor, y: Tensor, margin: float = 1.0) -> Tensor:
        missing = (margin - z.gather(1, y[:, None]) + z).clamp(min=0)
        return missing * (1 - F.one_hot(y, z.shape[1]))

    assert_told_apart(
        "hinge_loss",
        {
            "counts the true class too": lambda z, y: (
                (1 - z.gather(1, y[:, None]) + z).clamp(min=0).sum(dim=1).mean()
            ),
            "divided by the number of classes": F.multi_margin_loss,
            "counts the worst class alone": lambda z, y: short(z, y).amax(dim=1).mean(),
            "the margin is missing": lambda z, y: short(z, y, 0.0).sum(dim=1).mean(),
            "the sign is turned": lambda z, y: short(-z, y).sum(dim=1).mean(),
            "the sum over the rows": lambda z, y: short(z, y).sum(),
            "compares probabilities": lambda z, y: short(z.softmax(dim=1), y).sum(dim=1).mean(),
            "is rewarded here": lambda z, y: (
                (1 - z.gather(1, y[:, None]) + z).sum(dim=1).mean() - 1
            ),
        },
    )
    mean = said("hinge_loss", lambda z, y: z.shape[1] * F.multi_margin_loss(z, y))
    assert mean.startswith("right")
