"""torch.autograd: gradients without `.backward()`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import errors
from ..refusal import absent
from .graph import AccumulateGrad, Node, node_of, walk

if TYPE_CHECKING:
    from ..tensor import Tensor

__getattr__ = absent("torch.autograd", globals())


def backward(
    tensors: Tensor | Sequence[Tensor],
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors` to `.grad` of the leaves that they depend on."""
    roots = starting_gradients(_listed(tensors), grad_tensors)
    goals = None if inputs is None else {node_of(each) for each in _listed(inputs)}
    keep = create_graph if retain_graph is None else retain_graph
    for node, gradient in walk(roots, goals, create_graph, keep).items():
        assert isinstance(node, AccumulateGrad)
        node.accumulate(gradient, create_graph)


def grad(
    outputs: Tensor | Sequence[Tensor],
    inputs: Tensor | Sequence[Tensor],
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
) -> tuple[Tensor | None, ...]:
    """The gradients of the sum of the outputs, one in the shape of each input."""
    roots = starting_gradients(_listed(outputs), grad_outputs)
    wanted = _listed(inputs)
    if not all(each._requires_grad for each in wanted):
        raise RuntimeError(errors.UNTRACKED)
    keep = create_graph if retain_graph is None else retain_graph
    found = walk(roots, {node_of(each) for each in wanted}, create_graph, keep)
    gradients = tuple(found.get(node_of(each)) for each in wanted)
    for index, gradient in enumerate(gradients):
        if gradient is None and not allow_unused:
            raise RuntimeError(errors.UNUSED.format(index))
    return gradients


def starting_gradients(outputs: list[Tensor], given: Any) -> dict[Node, Tensor]:
    """What the walk starts with: for each output the gradient given, or 1 for a single number."""
    gradients = [None] * len(outputs) if given is None else _listed(given)
    roots: dict[Node, Tensor] = {}
    for index, (output, gradient) in enumerate(zip(outputs, gradients, strict=True)):
        if not output._requires_grad:
            raise RuntimeError(errors.NO_GRAPH.format(index))
        if gradient is None:
            if output.array.size != 1:
                raise RuntimeError(errors.NOT_SCALAR_OUTPUT)
            gradient = output.detach().clone().fill_(1)
        elif gradient.array.shape != output.array.shape:
            shapes = gradient.shape, index, output.shape
            raise RuntimeError(errors.GRADIENT_SHAPE.format(index, *shapes))
        node = node_of(output)
        roots[node] = roots[node] + gradient if node in roots else gradient
    return roots


def _listed(tensors: Any) -> list[Any]:
    return list(tensors) if isinstance(tensors, list | tuple) else [tensors]
