"""Operations that move numbers about without changing them."""

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import errors
from .dtypes import bool_, result_type
from .errors import check
from .operations import FUNCTIONS, function, method, named, operation, wrong_argument
from .refusal import no_gradient, refuse
from .tensor import Tensor, dimension, record, relabel, wrap
from .tensor import view as viewed


def sizes(name: str, given: tuple[Any, ...], argument: str = "size") -> tuple[int, ...]:
    """A shape given as numbers or as one sequence of them."""
    listed = given[0] if len(given) == 1 and isinstance(given[0], tuple | list) else given
    for each in listed:
        if not hasattr(each, "__index__"):
            wrong_argument(name, argument, 1, "tuple of ints", each)
    return tuple(each.__index__() for each in listed)


def reshaped(input: Tensor, shape: tuple[int, ...], label: str = "ViewBackward0") -> Any:
    """The numbers in another shape; in the same memory where NumPy can."""
    old = input.array.shape
    try:
        array = input.array.reshape(shape)
    except ValueError:
        raise RuntimeError(errors.RESHAPED.format(list(shape), input.array.size)) from None
    if input.array.flags.c_contiguous or np.may_share_memory(array, input.array):
        return viewed(input, array, label, lambda g: g.reshape(old))
    rule = {"x": lambda g: g.reshape(old)}
    return record(array, input.dtype, "UnsafeViewBackward0", {"x": input}, **rule)


@method
def reshape(self: Tensor, *shape: Any) -> Any:
    """The numbers in another shape, in which one length may be -1."""
    return reshaped(self, sizes("reshape", shape, "shape"))


@method
def view(self: Tensor, *shape: Any) -> Any:
    """The same memory in another shape."""
    result = reshaped(self, sizes("view", shape))
    check(result.storage is self.storage, errors.NOT_A_VIEW)
    return result


@operation
def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Any:
    """Some dimensions, or all, made one."""
    start, end = dimension(input, start_dim), dimension(input, end_dim)
    old = input.array.shape
    if old and start == end:
        return input
    return reshaped(input, (*old[:start], math.prod(old[start : end + 1]), *old[end + 1 :]))


@operation
def squeeze(input: Tensor, dim: Any = None) -> Any:
    """Without dimensions of length 1: without all, or the given ones that have it."""
    shape = input.array.shape
    listed = range(len(shape)) if dim is None else dim if isinstance(dim, tuple) else (dim,)
    gone = [d for d in (dimension(input, each) for each in listed) if shape and shape[d] == 1]
    left = tuple(n for i, n in enumerate(shape) if i not in gone)
    return reshaped(input, left, f"SqueezeBackward{int(dim is not None)}")


@operation
def unsqueeze(input: Tensor, dim: int) -> Any:
    """With one more dimension, of length 1."""
    shape = input.array.shape
    at = dimension(input, dim, len(shape) + 1)
    return reshaped(input, (*shape[:at], 1, *shape[at:]), "UnsqueezeBackward0")


def permuted(input: Tensor, dims: tuple[int, ...], label: str) -> Any:
    """The dimensions in another order."""
    back = tuple(dims.index(i) for i in range(len(dims)))
    return viewed(input, input.array.transpose(dims), label, lambda g: permuted(g, back, label))


@method
def permute(self: Tensor, *dims: Any) -> Any:
    """The dimensions in another order."""
    listed, count = sizes("permute", dims, "dims"), self.array.ndim
    check(len(listed) == count, errors.PERMUTED, count, len(listed))
    order = tuple(dimension(self, each) for each in listed)
    check(len(set(order)) == count, "permute(): duplicate dims are not allowed.")
    return permuted(self, order, "PermuteBackward0")


@operation
def transpose(input: Tensor, dim0: int, dim1: int) -> Any:
    """Two dimensions exchanged."""
    swap = {dimension(input, dim0): dimension(input, dim1)}
    swap |= {other: one for one, other in swap.items()}
    dims = tuple(swap.get(i, i) for i in range(input.array.ndim))
    return permuted(input, dims, "TransposeBackward0")


@operation
def t(input: Tensor) -> Any:
    """The transposed matrix."""
    check(input.array.ndim <= 2, errors.NO_MATRIX, input.array.ndim)
    return permuted(input, tuple(range(input.array.ndim))[::-1], "TBackward0")


# mypy does not see that Tensor may be given these.
Tensor.T = property(lambda self: permuted(self, tuple(range(self.ndim))[::-1], "PermuteBackward0"))  # type: ignore[attr-defined]
Tensor.mT = property(lambda self: transpose(self, -2, -1) if self.ndim else self)  # type: ignore[attr-defined]
FUNCTIONS["reshape"], FUNCTIONS["permute"] = reshape, permute


@method
def expand(self: Tensor, *shape: Any) -> Any:
    """Repeated along dimensions of length 1, without a copy; -1 leaves a length as it is."""
    wanted, old = sizes("expand", shape), self.array.shape
    extra = len(wanted) - len(old)
    if extra < 0:
        refuse("expand() to fewer dimensions")
    new = tuple(old[i - extra] if n == -1 and i >= extra else n for i, n in enumerate(wanted))
    for i in range(len(new) - 1, extra - 1, -1):
        where = new[i], old[i - extra], i, list(new), list(old)
        check(old[i - extra] in (1, new[i]), errors.EXPANDED, *where)
    # The walk through the graph sums the gradient to the shape of the input.
    return viewed(self, np.broadcast_to(self.array, new), "ExpandBackward0", lambda g: g)


# Parts


def part(input: Tensor, dim: int, index: Any, label: str) -> Any:
    """What an index takes of a dimension, by the name of the operation that asks."""
    return relabel(input[(*(slice(None),) * dim, index)], label)


@operation
def unbind(input: Tensor, dim: int = 0) -> Any:
    """Each place of a dimension."""
    dim = dimension(input, dim)
    return tuple(part(input, dim, i, "UnbindBackward0") for i in range(input.array.shape[dim]))


@operation
def split(tensor: Tensor, split_size_or_sections: Any, dim: int = 0) -> Any:
    """Parts of one length, the last perhaps shorter, or of the lengths given."""
    dim = dimension(tensor, dim)
    whole = tensor.array.shape[dim]
    if isinstance(size := split_size_or_sections, int):
        lengths = [min(size, whole - start) for start in range(0, whole, size)] or [0]
        label = "SplitBackward0"
    else:
        lengths, label = list(size), "SplitWithSizesBackward0"
        check(sum(lengths) == whole, errors.SPLIT, whole, dim, lengths)
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    places = [slice(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    return tuple(part(tensor, dim, place, label) for place in places)


@method
def unfold(self: Tensor, dimension: int, size: int, step: int) -> Any:
    """All windows of a size along a dimension, each in a new last one."""
    windows = np.lib.stride_tricks.sliding_window_view(self.array, size, axis=dimension)
    before = (slice(None),) * (dimension % self.array.ndim)
    array = windows[(*before, slice(None, None, step))]
    return viewed(self, array, "UnfoldBackward0", no_gradient("unfold"))


@operation
def flip(input: Tensor, *dims: Any) -> Any:
    """The other way round along dimensions."""
    listed = tuple(dimension(input, each) for each in sizes("flip", dims, "dims"))
    array = np.flip(input.array, listed if input.array.ndim else ()).copy()
    return record(array, input.dtype, "FlipBackward0", {"x": input}, x=lambda g: g.flip(listed))


@operation
def diag_embed(input: Tensor) -> Any:
    """A diagonal matrix for each row."""
    steps = np.arange(input.array.shape[-1])
    array = input.array[..., None] * np.eye(len(steps), dtype=input.array.dtype)
    rule = {"x": lambda g: g[..., steps, steps]}
    return record(array, input.dtype, "DiagEmbedBackward0", {"x": input}, **rule)


@operation
def diag(input: Tensor) -> Any:
    """The matrix with a diagonal, or the diagonal of a matrix."""
    if input.array.ndim not in (1, 2):
        refuse("diag() of other than a vector or a matrix")
    if input.array.ndim == 1:
        return diag_embed(input)
    steps = np.arange(min(input.array.shape))
    return relabel(input[steps, steps], "DiagonalBackward0")


def define_triangle(name: str, is_dropped: Callable[[Any, Any], Any]) -> None:
    """Define an operation that puts zeros above, or below, a diagonal of matrices."""

    def body(input: Tensor, diagonal: int = 0) -> Any:
        check(input.array.ndim > 1, errors.NO_TRIANGLE, name)
        rows, columns = np.ogrid[: input.array.shape[-2], : input.array.shape[-1]]
        dropped = wrap(is_dropped(columns - rows, diagonal), bool_)
        return relabel(input.masked_fill(dropped, 0), f"{name.title()}Backward0")

    operation(named(name, body))


define_triangle("tril", operator.gt)
define_triangle("triu", operator.lt)


@function
def cat(tensors: Any, dim: int = 0) -> Any:
    """Tensors one after the other along a dimension, in the type that they meet in."""
    check_list("cat", tensors, errors.NOTHING_TO_CAT, ValueError)
    first, dim = tensors[0].array.shape, dimension(tensors[0], dim)
    start, rules = 0, {}
    for number, each in enumerate(tensors):
        shape = each.array.shape
        check(shape, errors.CAT_SCALAR, number)
        if (0,) in (shape, first) and len(shape) != len(first):
            refuse("cat() of an empty vector with others than vectors")
        check(len(shape) == len(first), errors.CAT_DIMENSIONS, len(first), len(shape))
        for axis, (one, other) in enumerate(zip(first, shape, strict=True)):
            check(axis == dim or one == other, errors.CAT_SIZES, dim, one, other, number)
        place = slice(start, start := start + shape[dim])
        rules[str(number)] = lambda g, place=place: part(g, dim, place, "SliceBackward0")
    to = result_type(*tensors)
    array = np.concatenate([each.array.astype(to.numpy) for each in tensors], dim)
    return record(array, to, "CatBackward0", dict(zip(rules, tensors, strict=True)), **rules)


@function
def stack(tensors: Any, dim: int = 0) -> Any:
    """Tensors of one shape along a new dimension."""
    check_list("stack", tensors, errors.NOTHING_TO_STACK, RuntimeError)
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
