"""Operations that move numbers about without changing them."""

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import errors
from .dtypes import bool_, result_type
from .errors import check, refuse
from .operations import FUNCTIONS, function, method, named, operation, wrong_argument
from .tensor import Tensor, derived, record, relabel, wrap


def moved(input: Tensor, move: Callable[[Any], Any], label: str) -> Any:
    """What `move` makes of the array of a tensor, whose numbers it only moves.

    The gradient goes back to where each number came from: their places, moved the same way, tell.
    """
    shape = input.array.shape

    def rule(g: Tensor) -> Any:
        return put_back(g, move(np.arange(math.prod(shape)).reshape(shape)), shape)

    return derived(input, move(input.array), label, rule)


def put_back(values: Tensor, places: Any, shape: tuple[int, ...]) -> Any:
    """Zeros of a shape, to which values are added at places that count through all of it."""
    array = np.zeros(math.prod(shape), values.array.dtype)
    np.add.at(array, places, values.array)

    def rule(g: Tensor) -> Any:
        return moved(g, lambda numbers: numbers.reshape(-1)[places], "IndexBackward0")

    return derived(values, array.reshape(shape), "IndexPutBackward0", rule)


def sizes(given: tuple[Any, ...]) -> tuple[int, ...]:
    """A shape given as numbers or as one sequence of them."""
    listed = given[0] if len(given) == 1 and isinstance(given[0], tuple | list) else given
    return tuple(map(operator.index, listed))


@method
def reshape(self: Tensor, *shape: Any) -> Any:
    """The numbers in another shape, in which one length may be -1; a view where NumPy has one."""
    wanted = sizes(shape)
    try:
        result = moved(self, lambda array: array.reshape(wanted), "ViewBackward0")
    except ValueError:
        raise RuntimeError(errors.RESHAPED.format(list(wanted), self.array.size)) from None
    is_view = result.storage is self.storage
    return result if is_view else relabel(result, "UnsafeViewBackward0")


@method
def view(self: Tensor, *shape: Any) -> Any:
    """The same memory in another shape."""
    result = reshape(self, *shape)
    check(result.storage is self.storage or not self.array.size, errors.NOT_A_VIEW)
    return result


@operation
def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Any:
    """Some dimensions, or all, made one."""
    old = input.array.shape or (1,)
    start, end = range(len(old))[start_dim], range(len(old))[end_dim]
    return input.reshape(*old[:start], math.prod(old[start : end + 1]), *old[end + 1 :])


@operation
def squeeze(input: Tensor, dim: Any = None) -> Any:
    """Without dimensions of length 1: without all, or the given ones that have it."""
    listed = range(input.array.ndim) if dim is None else dim if isinstance(dim, tuple) else (dim,)
    gone = tuple(each for each in listed if length(input, each) == 1)
    label = f"SqueezeBackward{int(dim is not None)}"
    return moved(input, lambda array: array.squeeze(gone), label)


def windows(input: Any, dimension: int, size: int, step: int) -> Any:
    """All windows of a size along a dimension of an array, each in a new last one."""
    every = np.lib.stride_tricks.sliding_window_view(input, size, axis=dimension)
    return every[(*(slice(None),) * (dimension % input.ndim), slice(None, None, step))]


# Of each operation that moves numbers, how it moves those of an array.
MOVES: dict[str, Callable[..., Any]] = {
    "unsqueeze": lambda input, dim: np.expand_dims(input, dim),
    "transpose": lambda input, dim0, dim1: input.swapaxes(dim0, dim1),
    "permute": lambda input, *dims: input.transpose(sizes(dims)),
    "flip": lambda input, *dims: np.flip(input, sizes(dims)).copy(),
    "unfold": windows,
}


def moving(name: str, move: Callable[..., Any]) -> Callable[..., Any]:
    """An operation that moves numbers."""

    @functools.wraps(move)
    def body(input: Tensor, *of: Any, **named: Any) -> Any:
        return moved(input, lambda array: move(array, *of, **named), f"{name.title()}Backward0")

    return named(name, body)


for _name, _move in MOVES.items():
    operation(moving(_name, _move))


@operation
def t(input: Tensor) -> Any:
    """The transposed matrix."""
    check(input.array.ndim <= 2, errors.NO_MATRIX, input.array.ndim)
    return moved(input, np.transpose, "TBackward0")


# mypy does not see that Tensor may be given these.
Tensor.T = property(lambda self: moved(self, np.transpose, "PermuteBackward0"))  # type: ignore[attr-defined]
Tensor.mT = property(lambda self: self.transpose(-2, -1) if self.ndim else self)  # type: ignore[attr-defined]
FUNCTIONS["reshape"] = reshape


@method
def expand(self: Tensor, *shape: Any) -> Any:
    """Repeated along dimensions of length 1, without a copy; -1 leaves a length as it is."""
    wanted, old = sizes(shape), self.array.shape
    back = [n if n != -1 else old[-i] for i, n in enumerate(wanted[::-1], 1)]
    # The walk through the graph sums the gradient to the shape of the input.
    repeated = np.broadcast_to(self.array, back[::-1])
    return derived(self, repeated, "ExpandBackward0", lambda g: g)


def length(tensor: Tensor, dim: int) -> int:
    """How long a dimension is."""
    return int(np.moveaxis(tensor.array, dim, 0).shape[0])


def part(input: Tensor, dim: int, index: Any, label: str) -> Any:
    """What an index takes of a dimension, by the name of the operation that asks."""
    before = (slice(None),) * (dim % input.array.ndim)
    return moved(input, lambda array: array[(*before, index, ...)], label)


@operation
def unbind(input: Tensor, dim: int = 0) -> Any:
    """Each place of a dimension."""
    return tuple(part(input, dim, i, "UnbindBackward0") for i in range(length(input, dim)))


@operation
def split(tensor: Tensor, split_size_or_sections: Any, dim: int = 0) -> Any:
    """Parts of one length, the last perhaps shorter, or of the lengths given."""
    size, whole = split_size_or_sections, length(tensor, dim)
    if isinstance(size, int):
        ends, label = [*range(size, whole, size), whole], "SplitBackward0"
    else:
        ends, label = np.cumsum(size).tolist(), "SplitWithSizesBackward0"
        check(sum(size) == whole, errors.SPLIT, whole, dim, list(size))
    places = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
    return tuple(part(tensor, dim, place, label) for place in places)


@operation
def diag(input: Tensor) -> Any:
    """The matrix with a diagonal, or the diagonal of a matrix."""
    if input.array.ndim == 2:
        return moved(input, lambda array: array.diagonal().copy(), "DiagonalBackward0_copy")
    if input.array.ndim != 1:
        refuse("diag() of other than a vector or a matrix")
    rows = input.expand(2 * input.array.shape)
    return relabel(rows.tril().triu(), "DiagEmbedBackward0")


def triangle(name: str, is_dropped: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """An operation that puts zeros above, or below, a diagonal of matrices."""

    def body(input: Tensor, diagonal: int = 0) -> Any:
        check(input.array.ndim > 1, "{}: input tensor must have at least 2 dimensions", name)
        rows, columns = np.ogrid[: input.array.shape[-2], : input.array.shape[-1]]
        dropped = wrap(is_dropped(columns - rows, diagonal), bool_)
        return relabel(input.masked_fill(dropped, 0), f"{name.title()}Backward0")

    return operation(named(name, body))


triangle("tril", operator.gt)
triangle("triu", operator.lt)


@function
def cat(tensors: Any, dim: int = 0) -> Any:
    """Tensors one after the other along a dimension, in the type that they meet in."""
    check_list("cat", tensors, "torch.cat(): expected a non-empty list of Tensors", ValueError)
    shapes = {each.array.shape for each in tensors}
    if (0,) in shapes and any(len(shape) != 1 for shape in shapes):
        refuse("cat() of an empty vector with others than vectors")

    def rule_of(place: slice) -> Callable[[Tensor], Any]:
        return lambda g: part(g, dim, place, "SliceBackward0")

    to = result_type(*tensors)
    array = np.concatenate([each.array.astype(to.numpy) for each in tensors], dim)
    values, rules, end = {}, {}, 0
    for number, each in enumerate(tensors):
        start, end = end, end + length(each, dim)
        values[str(number)], rules[str(number)] = each, rule_of(slice(start, end))
    return record(array, to, "CatBackward0", values, **rules)


@function
def stack(tensors: Any, dim: int = 0) -> Any:
    """Tensors of one shape along a new dimension."""
    check_list("stack", tensors, "stack expects a non-empty TensorList", RuntimeError)
    shapes = [list(each.array.shape) for each in tensors]
    for number, shape in enumerate(shapes):
        check(shape == shapes[0], errors.STACK_SIZES, shapes[0], shape, number)
    return relabel(cat([each.unsqueeze(dim) for each in tensors], dim), "StackBackward0")


@function
def hstack(tensors: Any) -> Any:
    """Side by side."""
    parts = [each if each.array.ndim else each.reshape(1) for each in tensors]
    return cat(parts, 0 if parts[0].array.ndim == 1 else 1)


def check_list(name: str, tensors: Any, message: str, kind: type[Exception]) -> None:
    """Raise what PyTorch does for what is no list of tensors."""
    if not isinstance(tensors, tuple | list):
        wrong_argument(name, "tensors", 1, "tuple of Tensors", tensors)
    check(tensors, message, kind=kind)
