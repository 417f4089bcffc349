"""Each typical mistake in training, its gradient, its rate and its start is told apart."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.exercises.notebooks import assert_told_apart, said


def step(*given: Any) -> Tensor:
    """Do what the letters given last say: z zero_grad, b backward, s step. Return the cost."""
    model, optimizer, x, target, order = given
    cost: Tensor = F.cross_entropy(model(x), target)
    for letter in order:
        {"z": optimizer.zero_grad, "b": cost.backward, "s": optimizer.step}[letter]()
    return cost


def on(loss: Any) -> Any:
    """Return a step on another loss of the logits, which reports the right cost."""

    def wrong(
        model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, target: Tensor
    ) -> float:
        cost = F.cross_entropy(model(x), target).item()
        optimizer.zero_grad()
        loss(model(x), target).backward()
        optimizer.step()
        return cost

    return wrong


def cost_after(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, target: Tensor
) -> float:
    step(model, optimizer, x, target, "zbs")
    return F.cross_entropy(model(x), target).item()


def test_train_step() -> None:
    assert_told_apart(
        "train_step",
        {
            "`backward` is never called": lambda *a: step(*a, "zs").item(),
            "`optimizer.step()` is missing": lambda *a: step(*a, "zb").item(),
            "`step` comes before `backward`": lambda *a: step(*a, "szb").item(),
            "`zero_grad` stands between": lambda *a: step(*a, "bzs").item(),
            "the gradients of all calls pile up": lambda *a: step(*a, "bs").item(),
            "softmax is applied twice": on(lambda z, y: F.cross_entropy(z.softmax(1), y)),
            "the steps lead uphill": on(lambda z, y: -F.cross_entropy(z, y)),
            "six times too long": on(lambda z, y: F.cross_entropy(z, y, reduction="sum")),
            "returns None": lambda *a: step(*a, "zbs") and None,
            "holds on to the graph": lambda *a: step(*a, "zbs"),
            "the cost after the step": cost_after,
            "the cost is another": lambda *a: 2 * step(*a, "zbs").item(),
            "not those of gradient descent": on(lambda z, y: z.square().mean()),
        },
    )


def test_a_step_may_clear_the_gradients_in_any_way() -> None:
    def clears_by_hand(model: nn.Module, *rest: Any) -> Tensor:
        model.zero_grad()
        return step(model, *rest, "bs").detach()

    assert said("train_step", clears_by_hand).startswith("right")
    assert said("train_step", lambda *a: step(*a, "bsz").item()).startswith("right")


def test_binary_loss() -> None:
    def twin(zero: Tensor, one: Tensor, y: Tensor) -> Tensor:
        return F.cross_entropy(torch.stack([zero, one], dim=1), y)

    assert_told_apart(
        "binary_loss",
        {
            "2z apart": lambda z, y: twin(-z, z, y),
            "changed places: z is": lambda z, y: twin(z, torch.zeros_like(z), y),
            "squeezes z": lambda z, y: twin(torch.zeros_like(z), z.sigmoid(), y),
            "probabilities": lambda z, y: twin(1 - z.sigmoid(), z.sigmoid(), y),
            "`torch.stack([...], dim=1)`": lambda z, y: F.cross_entropy(
                torch.stack([torch.zeros_like(z), z]), y
            ),
            "the sum over the rows": lambda z, y: (F.softplus(z) - y * z).sum(),
            "the loss is 0": lambda z, y: F.cross_entropy(z.unsqueeze(1), torch.zeros_like(y)),
        },
    )


def test_gradients() -> None:
    def push(x: Tensor, w: Tensor, b: Tensor, y: Tensor) -> Tensor:
        return (x @ w.T + b).softmax(1) - F.one_hot(y, len(w))

    def of(push: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
        return push.T @ x / len(x), push.mean(0)

    def transposed(x: Tensor, *rest: Tensor) -> tuple[Tensor, Tensor]:
        weight, bias = of(push(x, *rest), x)
        return weight.T, bias

    assert_told_apart(
        "gradients",
        {
            "the sum of the losses": lambda x, *a: (push(x, *a).T @ x, push(x, *a).sum(0)),
            "is transposed": transposed,
            "the sign is turned": lambda x, *a: of(-push(x, *a), x),
            "never subtracted": lambda x, w, b, y: of((x @ w.T + b).softmax(1), x),
            "divided by the number of rows twice": lambda x, *a: (
                of(push(x, *a), x)[0],
                push(x, *a).mean(0) / len(x),
            ),
            "summed and not averaged": lambda x, *a: (of(push(x, *a), x)[0], push(x, *a).sum(0)),
            "the bias is left out": lambda x, w, b, y: of(push(x, w, 0 * b, y), x),
            "softmax runs over the rows": lambda x, w, b, y: of(
                (x @ w.T + b).softmax(0) - F.one_hot(y, len(w)), x
            ),
            "score minus target": lambda x, w, b, y: of(x @ w.T + b - F.one_hot(y, len(w)), x),
            "2 tensors are asked for": lambda x, *a: of(push(x, *a), x)[0],
            "result 2: ": lambda x, *a: (of(push(x, *a), x)[0], torch.zeros(len(a[0]))),
        },
    )


def test_safe_rate() -> None:
    def ones(x: Tensor) -> Tensor:
        return torch.cat([x, torch.ones(len(x), 1)], dim=1)

    def eigenvalues(x: Tensor) -> Tensor:
        values: Tensor = torch.linalg.eigvalsh(x.T @ x / len(x))
        return values

    assert_told_apart(
        "safe_rate",
        {
            "the bias is forgotten": lambda x: 4 / eigenvalues(x)[-1],
            "this is 2/λ": lambda x: 2 / eigenvalues(ones(x))[-1],
            "the mean over the rows": lambda x: 4 / torch.linalg.eigvalsh(ones(x).T @ ones(x))[-1],
            "a singular value": lambda x: 4 / torch.linalg.svdvals(ones(x))[0],
            "the smallest eigenvalue": lambda x: 4 / eigenvalues(ones(x))[0],
            "the eigenvalue itself": lambda x: eigenvalues(ones(x))[-1],
            "the trace": lambda x: 4 * len(x) / ones(x).square().sum(),
        },
    )


def test_find_start() -> None:
    def places(stream: Tensor, numbers: Tensor) -> list[int]:
        windows = stream.unfold(0, len(numbers), 1)
        return [i for i, window in enumerate(windows) if torch.allclose(window, numbers, atol=1e-4)]

    def by_first(stream: Tensor, numbers: Tensor) -> int | None:
        return next((i for i, x in enumerate(stream) if abs(x - numbers[0]) < 1e-4), None)

    def without_last(stream: Tensor, numbers: Tensor) -> int | None:
        return next(iter(places(stream[:-1], numbers)), None)

    def exactly(stream: Tensor, numbers: Tensor) -> int | None:
        windows = enumerate(stream.unfold(0, len(numbers), 1))
        return next((i for i, window in windows if torch.equal(window, numbers)), None)

    assert_told_apart(
        "find_start",
        {
            "with a tolerance": exactly,
            "at the very end": without_last,
            "only some of the numbers agree": by_first,
            "ask `is None`": lambda s, n: next(iter(places(s, n)), 0) or None,
            "Return None": lambda s, n: next(iter(places(s, n)), -1),
            "must not be fixed": lambda s, n: (
                next(iter(places(s, n)), None) if len(n) == 5 else None
            ),
            "of type bool": lambda s, n: bool(places(s, n)),
            "of type list": places,
            "of type torch.float32 (0,)": lambda s, n: torch.tensor(places(s, n)),
        },
    )
