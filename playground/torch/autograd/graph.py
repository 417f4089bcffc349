"""The graph that gradients flow back through: how it is recorded, and how it is walked.

While a program computes forward, each operation whose result needs a gradient adds one `Node`.
The node knows the nodes that its inputs came from and, for each, a rule that turns the gradient
of the result into the gradient of that input: the chain rule, one operation at a time. A leaf, a
tensor that no operation made, ends the graph with a node that puts the gradient into its `.grad`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .. import errors
from ..dtypes import dtype
from ..errors import check

Tensor = Any  # its module needs this one first


class Node:
    """One operation of the graph.

    `edges` leads to the nodes of those inputs that need a gradient, each with its rule and what
    the rule uses; `saved` are the tensors among these, with the version that each had then;
    `shape` and `dtype` are those of the result, and so of the gradient that arrives here.
    """

    def __init__(self, label: str, shape: tuple[int, ...], dtype: dtype) -> None:
        self.label, self.shape, self.dtype = label, shape, dtype
        self.edges: list[tuple[Node, Callable[..., Any], list[Any]]] = []
        self.saved: list[tuple[Tensor, int, bool]] | None = []
        self.hooks: list[Callable[[Tensor], Any]] = []

    def __repr__(self) -> str:
        return f"<{self.label} object at {id(self):#x}>"

    def add(self, below: Node, rule: Callable[..., Any], used: list[Any]) -> None:
        """Have gradients flow on to another node by a rule that uses some values."""
        self.edges.append((below, rule, used))
        assert self.saved is not None
        for each in used:
            if hasattr(each, "storage"):
                self.saved.append((each, each.storage.version, each.grad_fn is self))

    def check_saved(self) -> None:
        """Raise RuntimeError if the values that the rules use are gone or have changed."""
        check(self.saved is not None, errors.FREED)
        for tensor, version, is_result in self.saved or ():
            now = tensor.storage.version
            if now != version:
                maker = self if is_result else tensor.grad_fn
                made_by = maker.label.partition("Backward")[0] if maker else ""
                output = f", which is output 0 of {made_by}," if made_by else ""
                about = tensor.dtype.title, list(tensor.array.shape), output
                raise RuntimeError(errors.CHANGED.format(*about, now, version))

    def free(self) -> None:
        """Forget what was saved. What saved nothing may be walked again."""
        if self.saved:
            self.saved, self.edges = None, [(below, rule, []) for below, rule, _ in self.edges]


class AccumulateGrad(Node):
    """The end of the graph at a leaf: its gradient goes into `.grad`, added to what is there."""

    def __init__(self, variable: Tensor) -> None:
        super().__init__("AccumulateGrad", variable.array.shape, variable.dtype)
        self.variable = variable

    def accumulate(self, gradient: Tensor) -> None:
        """Add a gradient to what `.grad` has: in place, so that whoever holds it sees the sum."""
        if self.variable._grad is None:
            self.variable._grad = gradient.clone()
        else:
            self.variable._grad += gradient


def node_of(tensor: Tensor) -> Any:
    """Where the gradient of a tensor arrives: the operation that made it, or the leaf's end."""
    if tensor.grad_fn is None and tensor._accumulator is None:
        tensor._accumulator = AccumulateGrad(tensor)
    return tensor.grad_fn or tensor._accumulator


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
    useful = set(goals)  # the nodes from which a gradient flows to a goal
    for node in reversed(order):
        if any(below in useful for below, *_ in node.edges):
            useful.add(node)
    arrived, found = dict(roots), {}
    with recording(create_graph):
        for node in [node for node in order if node in useful]:
            gradient = arrived.pop(node)
            for hook in node.hooks:
                changed = hook(gradient)
                gradient = gradient if changed is None else changed
            if node in goals:
                found[node] = gradient
            node.check_saved()
            for below, rule, used in node.edges:
                if below in useful:
                    part = fitted(rule(gradient, *used), below)
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
            stack += [(below, False) for below, *_ in node.edges]
    return order[::-1]


def fitted(gradient: Tensor, node: Node) -> Tensor:
    """The gradient in the shape and type of what it belongs to.

    What broadcasting repeated got one gradient for each copy: they are summed.
    """
    own, shape = gradient.array.shape, node.shape
    if own != shape:
        extra = len(own) - len(shape)
        dims = [i for i, n in enumerate(own) if i < extra or n != shape[i - extra]]
        gradient = (gradient.sum(dims, keepdim=True) if dims else gradient).reshape(shape)
    return gradient.to(node.dtype)


class recording(contextlib.ContextDecorator):
    """Record operations, or do not, within a `with` or a decorated function."""

    is_on = True

    def __init__(self, mode: bool) -> None:
        self.mode = mode
        self.before: list[bool] = []

    def __enter__(self) -> None:
        self.before.append(recording.is_on)
        recording.is_on = self.mode

    def __exit__(self, *_: object) -> None:
        recording.is_on = self.before.pop()


def no_grad(function: Any = None) -> Any:
    """Record nothing within a `with` or a decorated function."""
    return recording(False)(function) if callable(function) else recording(False)


def enable_grad() -> Any:
    """Record all within a `with` or a decorated function."""
    return recording(True)
