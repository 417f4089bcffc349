"""The graph that gradients flow back through: how it is recorded, and how it is walked.

While a program computes forward, each operation whose result needs a gradient adds one `Node`.
The node knows the nodes that its inputs came from and, for each, a rule that turns the gradient
of the result into the gradient of that input: the chain rule, one operation at a time. A leaf, a
tensor that no operation made, ends the graph with a node that puts the gradient into its `.grad`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from .. import errors
from ..dtypes import dtype, rounded
from ..refusal import refuse

if TYPE_CHECKING:
    from ..tensor import Tensor

Rule = Callable[[Any], Any]  # the gradient of a result -> the gradient of one input


class Mode:
    """Whether operations are recorded."""

    enabled = True


class Node:
    """One operation of the graph.

    `edges` leads to the nodes of those inputs that need a gradient, with the rule for each;
    `saved` are the tensors whose values the rules use, with the version that each had then;
    `shape` and `dtype` are those of the result, and so of the gradient that arrives here.
    """

    __slots__ = ("dtype", "edges", "hooks", "label", "saved", "shape")

    def __init__(
        self, label: str, edges: list[tuple[Node, Rule]], shape: tuple[int, ...], dtype: dtype
    ) -> None:
        self.label, self.edges = label, edges
        self.saved: list[tuple[Tensor, int, bool]] | None = []
        self.shape, self.dtype = shape, dtype
        self.hooks: list[Rule] = []

    def name(self) -> str:
        """The name that PyTorch gives it, such as MulBackward0."""
        return self.label

    @property
    def next_functions(self) -> tuple[tuple[Node, int], ...]:
        """The nodes that the gradient flows on to."""
        return tuple((below, 0) for below, _ in self.edges)

    def __repr__(self) -> str:
        return f"<{self.label} object at {id(self):#x}>"

    def save(self, tensor: Tensor, is_output: bool = False) -> None:
        """Note a tensor that the rules use, so that a later change of it cannot go unnoticed."""
        assert self.saved is not None
        self.saved.append((tensor, tensor.storage.version, is_output))

    def check_saved(self) -> None:
        """Raise RuntimeError if the values that the rules use are gone or have changed."""
        if self.saved is None:
            raise RuntimeError(errors.FREED)
        for tensor, version, is_output in self.saved:
            now = tensor.storage.version
            if now != version:
                maker = self if is_output else tensor.grad_fn
                made_by = maker.label.partition("Backward")[0] if maker else ""
                output = f", which is output 0 of {made_by}," if made_by else ""
                title, shape = tensor.dtype.title, list(tensor.array.shape)
                raise RuntimeError(errors.CHANGED.format(title, shape, output, now, version))

    def free(self) -> None:
        """Forget what was saved, and the rules with it. What saved nothing may be walked again."""
        if self.saved:
            self.saved, self.edges = None, [(below, gone) for below, _ in self.edges]


def gone(gradient: object) -> NoReturn:
    """Stands for a rule that was freed."""
    raise RuntimeError(errors.FREED)


class AccumulateGrad(Node):
    """The end of the graph at a leaf: its gradient goes into `.grad`, added to what is there."""

    __slots__ = ("variable",)

    def __init__(self, variable: Tensor) -> None:
        super().__init__("AccumulateGrad", [], variable.array.shape, variable.dtype)
        self.variable = variable

    def accumulate(self, gradient: Tensor, create_graph: bool) -> None:
        """Add a gradient to what `.grad` has."""
        before = self.variable._grad
        if before is None:
            self.variable._grad = gradient if create_graph else gradient.clone()
        elif create_graph:
            self.variable._grad = before + gradient
        else:  # in place, so that whoever holds it sees the sum
            before.array[...] = rounded(before.array + gradient.array, before.dtype)
            before.storage.version += 1


def node_of(tensor: Tensor) -> Any:
    """Where the gradient of a tensor arrives: the operation that made it, or the leaf's end."""
    if tensor.grad_fn is not None:
        return tensor.grad_fn
    if tensor._accumulator is None:
        tensor._accumulator = AccumulateGrad(tensor)
    return tensor._accumulator


@np.errstate(all="ignore")
def walk(
    roots: dict[Node, Tensor], goals: set[Node] | None, create_graph: bool, retain_graph: bool
) -> dict[Node, Tensor]:
    """The gradients that arrive at the goals (at all leaves, if None) when `roots` start.

    Each node is visited once, after all nodes that its gradient comes from, so that the parts
    have been summed by then: reverse-mode differentiation.
    """
    order = outputs_first(roots)
    if goals is None:
        goals = {node for node in order if isinstance(node, AccumulateGrad)}
    useful = leading_to(goals, order)
    arrived, found = dict(roots), {}
    with set_grad_enabled(create_graph):
        for node in order:
            if node not in useful:
                continue
            gradient = arrived.pop(node)
            for hook in node.hooks:
                changed = hook(gradient)
                gradient = gradient if changed is None else changed
            if node in goals:
                found[node] = gradient
            node.check_saved()
            for below, rule in node.edges:
                if below in useful:
                    part = fitted(rule(gradient), below)
                    arrived[below] = arrived[below] + part if below in arrived else part
            if not retain_graph:
                node.free()
    return found


def outputs_first(roots: Iterable[Node]) -> list[Node]:
    """All nodes below the roots, each before those that its gradient flows on to."""
    order: list[Node] = []
    seen: set[Node] = set()
    stack = [(node, False) for node in roots]
    while stack:
        node, is_finished = stack.pop()
        if is_finished:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack += [(below, False) for below, _ in node.edges]
    return order[::-1]


def leading_to(goals: set[Node], order: list[Node]) -> set[Node]:
    """The nodes from which a gradient flows to a goal."""
    useful = set(goals)
    for node in reversed(order):
        if any(below in useful for below, _ in node.edges):
            useful.add(node)
    return useful


def fitted(gradient: Tensor, node: Node) -> Any:
    """The gradient in the shape and type of what it belongs to.

    What broadcasting repeated got one gradient for each copy: they are summed.
    """
    if gradient.array.shape != node.shape:
        gradient = summed_to(gradient, node.shape)
    return gradient if gradient.dtype is node.dtype else gradient.to(node.dtype)


def summed_to(tensor: Tensor, shape: tuple[int, ...]) -> Any:
    """The tensor summed over the dimensions along which `shape` was broadcast to its own."""
    own = tensor.array.shape
    extra = len(own) - len(shape)
    repeated = [i + extra for i, n in enumerate(shape) if n == 1 and own[i + extra] != 1]
    dims = [*range(extra), *repeated]
    return (tensor.sum(dims, keepdim=True) if dims else tensor).reshape(shape)


class set_grad_enabled:
    """Record operations, or do not, from here on or within a `with`."""

    def __init__(self, mode: bool) -> None:
        self.before, self.mode = Mode.enabled, mode
        Mode.enabled = mode

    def __enter__(self) -> None:
        Mode.enabled = self.mode

    def __exit__(self, *_: object) -> None:
        Mode.enabled = self.before


class no_grad(contextlib.ContextDecorator):
    """Record nothing within a `with` or a decorated function."""

    mode = False

    def __new__(cls, function: Any = None) -> Any:
        """A context; or the function itself, decorated, for `@torch.no_grad` without brackets."""
        context = super().__new__(cls)
        context.before = []
        return context(function) if callable(function) else context

    before: list[bool]

    def __enter__(self) -> None:
        self.before.append(Mode.enabled)
        Mode.enabled = self.mode

    def __exit__(self, *_: object) -> None:
        Mode.enabled = self.before.pop()


class enable_grad(no_grad):
    """Record again, within a `no_grad`."""

    mode = True


class inference_mode(no_grad):
    """Record nothing, as `no_grad` does."""

    def __new__(cls, mode: Any = True) -> Any:
        """A context, or the function decorated; there is no way to switch it off."""
        if mode is False:
            refuse("inference_mode(False)")
        return super().__new__(cls, None if mode is True else mode)


def is_grad_enabled() -> bool:
    """Whether operations are recorded."""
    return Mode.enabled
