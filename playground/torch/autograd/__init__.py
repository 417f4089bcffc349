"""torch.autograd: gradients without `.backward()`."""

from typing import Any

from .. import errors
from ..errors import check
from .graph import AccumulateGrad, Node, node_of, walk

Tensor = Any  # its module needs this one first


def backward(tensors: Tensor, gradient: Any = None, retain_graph: bool = False) -> None:
    """Add the gradients of `tensors`, one or several, to `.grad` of the leaves they depend on."""
    roots = starting_gradients(listed(tensors), gradient)
    for node, arrived in walk(roots, None, False, retain_graph).items():
        assert isinstance(node, AccumulateGrad)
        node.accumulate(arrived)


def grad(
    outputs: Tensor,
    inputs: Tensor,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
) -> tuple[Tensor | None, ...]:
    """The gradients of the sum of the outputs, one in the shape of each input."""
    roots, wanted = starting_gradients(listed(outputs), grad_outputs), listed(inputs)
    check(all(each._requires_grad for each in wanted), errors.UNTRACKED)
    keep = create_graph if retain_graph is None else retain_graph
    found = walk(roots, {node_of(each) for each in wanted}, create_graph, keep)
    gradients = tuple(found.get(node_of(each)) for each in wanted)
    for index, gradient in enumerate(gradients):
        check(gradient is not None or allow_unused, errors.UNUSED, index)
    return gradients


def starting_gradients(outputs: list[Tensor], given: Any) -> dict[Node, Tensor]:
    """What the walk starts with: for each output the gradient given, or 1 for a single number."""
    gradients = [None] * len(outputs) if given is None else listed(given)
    roots: dict[Node, Tensor] = {}
    for index, (output, gradient) in enumerate(zip(outputs, gradients, strict=True)):
        check(output._requires_grad, errors.NO_GRAPH, index)
        if gradient is None:
            check(output.array.size == 1, "grad can be implicitly created only for scalar outputs")
            gradient = output.detach().clone().fill_(1)
        shapes = gradient.shape, index, output.shape
        check(gradient.shape == output.shape, errors.MISMATCH, index, *shapes)
        node = node_of(output)
        roots[node] = roots[node] + gradient if node in roots else gradient
    return roots


def listed(tensors: Any) -> list[Any]:
    """One or several tensors as a list."""
    return list(tensors) if isinstance(tensors, list | tuple) else [tensors]
