"""L-BFGS, which bends the gradient by what earlier steps tell of the curvature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ..autograd.graph import enable_grad
from ..tensor import Tensor, overwrite
from .optimizer import Optimizer


class Point(NamedTuple):
    """A place on the line of search: how far along it, the loss there, its gradient and slope."""

    t: Any
    loss: float
    gradient: Any
    slope: Any


def cubic_minimum(one: Point, two: Point, bounds: tuple[Any, Any] | None = None) -> Any:
    """Where the cubic through two points with their slopes is least, within bounds."""
    low, high = bounds or (min(one.t, two.t), max(one.t, two.t))
    d1 = one.slope + two.slope - 3 * (one.loss - two.loss) / (one.t - two.t)
    square = d1**2 - one.slope * two.slope
    if square < 0:
        return (low + high) / 2.0
    d2 = np.sqrt(square)
    if one.t <= two.t:
        share = (two.slope + d2 - d1) / (two.slope - one.slope + 2 * d2)
        t = two.t - (two.t - one.t) * share
    else:
        share = (one.slope + d2 - d1) / (one.slope - two.slope + 2 * d2)
        t = one.t - (one.t - two.t) * share
    return min(max(t, low), high)


class WolfeSearch:
    """The search for a step that lowers the loss enough and flattens its slope (strong Wolfe).

    After Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6, as PyTorch has it.
    """

    def __init__(self, evaluate: Callable[[Any], Point], start: Point, largest: Any) -> None:
        self.evaluate, self.start = evaluate, start
        self.largest = largest  # of the direction's absolute values
        self.evaluations = 0

    def at(self, t: Any) -> Point:
        """The point at a distance along the line."""
        self.evaluations += 1
        return self.evaluate(t)

    def is_too_high(self, point: Point) -> bool:
        """Whether the loss is not lower by enough."""
        return bool(point.loss > self.start.loss + 1e-4 * point.t * self.start.slope)

    def is_flat(self, point: Point) -> bool:
        """Whether the slope is small enough."""
        return bool(abs(point.slope) <= -0.9 * self.start.slope)

    def run(self, t: Any, most: int) -> Point:
        """The best point found with `most` tries after the first."""
        before, point = self.start, self.at(t)
        tries = 0
        while tries < most:
            if self.is_too_high(point) or (tries > 1 and point.loss >= before.loss):
                return self.zoom([before, point], tries, most)
            if self.is_flat(point):
                return point
            if point.slope >= 0:
                return self.zoom([before, point], tries, most)
            bounds = (point.t + 0.01 * (point.t - before.t), point.t * 10)
            before, point = point, self.at(cubic_minimum(before, point, bounds))
            tries += 1
        return min([self.start, point], key=lambda each: each.loss)

    def zoom(self, bracket: list[Point], tries: int, most: int) -> Point:
        """Narrow a bracket that holds such a step."""
        has_stalled = False
        low, high = self.ordered(bracket)
        while tries < most:
            ends = [each.t for each in bracket]
            if abs(ends[1] - ends[0]) * self.largest < 1e-9:
                break
            t = cubic_minimum(*bracket)
            margin = 0.1 * (max(ends) - min(ends))
            is_near_end = min(max(ends) - t, t - min(ends)) < margin
            if is_near_end and (has_stalled or t >= max(ends) or t <= min(ends)):
                is_near_max = abs(t - max(ends)) < abs(t - min(ends))
                t = max(ends) - margin if is_near_max else min(ends) + margin
                is_near_end = False
            has_stalled = is_near_end
            point = self.at(t)
            tries += 1
            if self.is_too_high(point) or point.loss >= bracket[low].loss:
                bracket[high] = point
                low, high = self.ordered(bracket)
                continue
            is_done = self.is_flat(point)
            if not is_done and point.slope * (bracket[high].t - bracket[low].t) >= 0:
                bracket[high] = bracket[low]
            bracket[low] = point
            if is_done:
                break
        return bracket[low]

    @staticmethod
    def ordered(bracket: list[Point]) -> tuple[int, int]:
        """Which end has the lower loss, and which the higher."""
        return (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)


class Memory:
    """The latest steps and what they changed in the gradient."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.pairs: list[tuple[Any, Any, Any]] = []  # change of gradient, step, 1 / their product
        self.scale: Any = 1

    def add(self, change: Any, step: Any) -> None:
        """Remember a step, if the slope grew along it."""
        product = change @ step
        if product > 1e-10:
            self.pairs = [*self.pairs[-self.size + 1 :], (change, step, 1.0 / product)]
            self.scale = product / (change @ change)

    def direction(self, gradient: Any) -> Any:
        """The gradient, reversed, times the inverse curvature (the two-loop recursion)."""
        direction = -gradient
        weights = []
        for change, step, inverse in reversed(self.pairs):
            weights.append(step @ direction * inverse)
            direction = direction - weights[-1] * change
        direction = direction * self.scale
        for (change, step, inverse), weight in zip(self.pairs, reversed(weights), strict=True):
            direction = direction + step * (weight - change @ direction * inverse)
        return direction


class LBFGS(Optimizer):
    """Limited-memory BFGS; its `step` calls the closure several times."""

    def __init__(
        self,
        params: Any,
        lr: float = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        if lr < 0:
            raise ValueError(f"Invalid learning rate: {lr}")
        options = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, options)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        if line_search_fn not in (None, "strong_wolfe"):
            raise RuntimeError("only 'strong_wolfe' is supported")
        self.parameters: list[Tensor] = self.param_groups[0]["params"]
        self.memory = Memory(history_size)
        self.last: Point | None = None  # its gradient and how far the last step went
        self.last_direction: Any = None

    def gradient(self) -> Any:
        """All gradients in one vector."""
        return np.concatenate([self.gradient_of(each).reshape(-1) for each in self.parameters])

    @staticmethod
    def gradient_of(parameter: Tensor) -> Any:
        """The gradient of a parameter, 0 if it has none."""
        gradient = parameter._grad
        return np.zeros_like(parameter.array) if gradient is None else gradient.array

    def move(self, step: Any) -> None:
        """Add a vector to all parameters."""
        start = 0
        for parameter in self.parameters:
            part = step[start : start + parameter.numel()]
            overwrite(parameter, parameter.array + part.reshape(parameter.array.shape))
            start += parameter.numel()

    @np.errstate(all="ignore")
    def step(self, closure: Callable[[], Any]) -> Any:  # type: ignore[override]
        """Up to `max_iter` steps; returns the loss before the first."""
        options = self.param_groups[0]
        evaluate = enable_grad()(closure)
        first_loss = evaluate()
        loss, gradient, evaluations = float(first_loss), self.gradient(), 1
        if abs(gradient).max() <= options["tolerance_grad"]:
            return first_loss
        for iteration in range(1, options["max_iter"] + 1):
            if self.last is None:
                direction, t = -gradient, min(1.0, 1.0 / abs(gradient).sum()) * options["lr"]
            else:
                step = self.last_direction * self.last.t
                self.memory.add(gradient - self.last.gradient, step)
                direction, t = self.memory.direction(gradient), options["lr"]
            before = Point(0, loss, gradient, gradient @ direction)
            if before.slope > -options["tolerance_change"]:
                self.last, self.last_direction = before._replace(t=t), direction
                break
            if options["line_search_fn"]:
                found, count = self.searched(
                    evaluate, before, direction, t, options["max_eval"] - evaluations
                )
                t, loss, gradient = found.t, found.loss, found.gradient
                self.move(t * direction)
                evaluations += count
            else:
                self.move(t * direction)
                if iteration < options["max_iter"]:
                    loss, gradient = float(evaluate()), self.gradient()
                    evaluations += 1
            self.last, self.last_direction = before._replace(t=t), direction
            if (
                evaluations >= options["max_eval"]
                or abs(gradient).max() <= options["tolerance_grad"]
                or abs(direction * t).max() <= options["tolerance_change"]
                or abs(loss - before.loss) < options["tolerance_change"]
            ):
                break
        return first_loss

    def searched(
        self, evaluate: Callable[[], Any], start: Point, direction: Any, t: Any, most: int
    ) -> tuple[Point, int]:
        """The point that the search along a direction finds, and how often it looked."""
        origin = [parameter.array.copy() for parameter in self.parameters]

        def at(t: Any) -> Point:
            self.move(t * direction)
            loss, gradient = float(evaluate()), self.gradient()
            for parameter, array in zip(self.parameters, origin, strict=True):
                overwrite(parameter, array)
            return Point(t, loss, gradient, gradient @ direction)

        search = WolfeSearch(at, start, abs(direction).max())
        return search.run(t, most), search.evaluations
