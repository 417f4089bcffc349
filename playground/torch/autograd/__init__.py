"""torch.autograd: gradients without `.backward()`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import errors
from ..errors import check
from ..refusal import absent
from .graph import AccumulateGrad, Node, node_of, walk

if TYPE_CHECKING:
    from ..tensor import Tensor

__getattr__ = absent("torch.autograd", globals())


def backward(
    tensors: Tensor | Sequence[Tensor],
    gradient: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
) -> None:
    """Add the gradients of `tensors` to `.grad` of the leaves that they depend on."""
    roots = starting_gradients(_listed(tensors), gradient)
    keep = create_graph if retain_graph is None else retain_graph
    for node, arrived in walk(roots, None, create_graph, keep).items():
        assert isinstance(node, AccumulateGrad)
        node.accumulate(arrived, create_graph)


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
    check(all(each._requires_grad for each in wanted), errors.UNTRACKED)
    keep = create_graph if retain_graph is None else retain_graph
    found = walk(roots, {node_of(each) for each in wanted}, create_graph, keep)
    gradients = tuple(found.get(node_of(each)) for each in wanted)
    for index, gradient in enumerate(gradients):
        check(gradient is not None or allow_unused, errors.UNUSED, index)
    return gradients


def starting_gradients(outputs: list[Tensor], given: Any) -> dict[Node, Tensor]:
    """What the walk starts with: for each output the gradient given, or 1 for a single number."""
    gradients = [None] * len(outputs) if given is None else _listed(given)
    roots: dict[Node, Tensor] = {}
    for index, (output, gradient) in enumerate(zip(outputs, gradients, strict=True)):
        check(output._requires_grad, errors.NO_GRAPH, index)
        if gradient is None:
            check(output.array.size == 1, errors.NOT_SCALAR_OUTPUT)
            gradient = output.detach().clone().fill_(1)
        shapes = gradient.shape, index, output.shape
        check(gradient.shape == output.shape, errors.GRADIENT_SHAPE, index, *shapes)
        node = node_of(output)
        roots[node] = roots[node] + gradient if node in roots else gradient
    return roots


def _listed(tensors: Any) -> list[Any]:
    return list(tensors) if isinstance(tensors, list | tuple) else [tensors]
