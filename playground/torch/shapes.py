"""Operations that move numbers about without changing them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from . import errors
from .indexing import placed
from .operations import FUNCTIONS, function, method, operation, wrong_argument
from .promotion import result_type
from .refusal import no_gradient
from .tensor import Tensor, dimension, record, relabel
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
    if shape.count(-1) > 1:
        raise RuntimeError(errors.TWO_UNKNOWN)
    try:
        array = input.array.reshape(shape)
    except ValueError:
        raise RuntimeError(errors.RESHAPED.format(list(shape), input.array.size)) from None
    if input.array.flags.c_contiguous or np.may_share_memory(array, input.array):
        return viewed(input, array, label, lambda g: g.reshape(old))
    return record(array, input.dtype, "UnsafeViewBackward0", (input, lambda g: g.reshape(old)))


@method
def reshape(self: Tensor, *shape: Any) -> Any:
    """The numbers in another shape, in which one length may be -1."""
    return reshaped(self, sizes("reshape", shape, "shape"))


@method
def view(self: Tensor, *shape: Any) -> Any:
    """The same memory in another shape."""
    result = reshaped(self, sizes("view", shape))
    if result.storage is not self.storage:
        raise RuntimeError(errors.NOT_A_VIEW)
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
    if len(listed) != count:
        raise RuntimeError(errors.PERMUTED.format(count, len(listed)))
    order = tuple(dimension(self, each) for each in listed)
    if len(set(order)) < len(order):
        raise RuntimeError(errors.DUPLICATES)
    return permuted(self, order, "PermuteBackward0")


@operation
def transpose(input: Tensor, dim0: int, dim1: int) -> Any:
    """Two dimensions exchanged."""
    one, other = dimension(input, dim0), dimension(input, dim1)
    dims = list(range(input.array.ndim))
    if dims:
        dims[one], dims[other] = dims[other], dims[one]
    return permuted(input, tuple(dims), "TransposeBackward0")


@operation
def t(input: Tensor) -> Any:
    """The transposed matrix."""
    if input.array.ndim > 2:
        raise RuntimeError(errors.NO_MATRIX.format(input.array.ndim))
    return permuted(input, tuple(range(input.array.ndim))[::-1], "TBackward0")


def _reversed(self: Tensor) -> Any:
    return permuted(self, tuple(range(self.array.ndim))[::-1], "PermuteBackward0")


# mypy does not see that Tensor may be given these.
Tensor.T = property(_reversed)  # type: ignore[attr-defined]
Tensor.mT = property(lambda self: transpose(self, -2, -1) if self.ndim else self)  # type: ignore[attr-defined]
FUNCTIONS["reshape"], FUNCTIONS["permute"] = reshape, permute


@method
def expand(self: Tensor, *shape: Any) -> Any:
    """Repeated along dimensions of length 1, without a copy; -1 leaves a length as it is."""
    wanted, old = sizes("expand", shape), self.array.shape
    extra = len(wanted) - len(old)
    if extra < 0:
        shapes = list(old), list(wanted), len(wanted), len(old)
        raise RuntimeError(errors.TOO_FEW_SIZES.format(self.dtype.title, *shapes))
    new = tuple(old[i - extra] if n == -1 and i >= extra else n for i, n in enumerate(wanted))
    for i in range(len(new) - 1, extra - 1, -1):
        if old[i - extra] not in (1, new[i]):
            where = new[i], old[i - extra], i, list(new), list(old)
            raise RuntimeError(errors.EXPANDED.format(*where))
    # The walk through the graph sums the gradient to the shape of the input.
    return viewed(self, np.broadcast_to(self.array, new), "ExpandBackward0", lambda g: g)


@method
def expand_as(self: Tensor, other: Tensor) -> Any:
    """Repeated to the shape of another tensor."""
    return self.expand(other.array.shape)


@method
def contiguous(self: Tensor) -> Any:
    """The numbers in memory in the order of reading."""
    if self.array.flags.c_contiguous:
        return self
    array = np.ascontiguousarray(self.array)
    return record(array, self.dtype, "CloneBackward0", (self, lambda g: g))


# Parts


def part(input: Tensor, dim: int, index: Any, label: str) -> Any:
    """What an index takes of a dimension, by the name of the operation that asks."""
    return relabel(input[(*(slice(None),) * dim, index)], label)


@operation
def narrow(input: Tensor, dim: int, start: int, length: int) -> Any:
    """`length` places of a dimension, from `start` on."""
    dim = dimension(input, dim)
    if not (input.array.ndim and 0 <= start <= start + length <= input.array.shape[dim]):
        raise RuntimeError(errors.NARROW.format(start, length, [*input.array.shape, 1][dim]))
    return part(input, dim, slice(start, start + length), "SliceBackward0")


@operation
def select(input: Tensor, dim: int, index: int) -> Any:
    """One place of a dimension, which goes."""
    return part(input, dimension(input, dim), index, "SelectBackward0")


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
        if sum(lengths) != whole:
            raise RuntimeError(errors.SPLIT.format(whole, dim, lengths))
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    places = [slice(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    return tuple(part(tensor, dim, place, label) for place in places)


@operation
def chunk(input: Tensor, chunks: int, dim: int = 0) -> Any:
    """At most so many parts of one length."""
    if chunks <= 0:
        raise RuntimeError(errors.CHUNKS.format(chunks))
    length = -(-input.array.shape[dimension(input, dim)] // chunks)
    return split(input, max(length, 1), dim)


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
    array = np.flip(input.array, listed).copy() if input.array.ndim else input.array.copy()
    return record(array, input.dtype, "FlipBackward0", (input, lambda g: g.flip(listed)))


@operation
def diff(input: Tensor, *, dim: int = -1) -> Any:
    """The differences of neighbours."""
    dim = dimension(input, dim)
    later, earlier = (part(input, dim, each, "") for each in (slice(1, None), slice(-1)))
    return later - earlier


# Diagonals


@operation
def diag_embed(input: Tensor) -> Any:
    """A diagonal matrix for each row."""
    eye = np.eye(input.array.shape[-1], dtype=input.array.dtype)
    rule = (input, lambda g: g.diagonal(dim1=-2, dim2=-1))
    return record(input.array[..., None] * eye, input.dtype, "DiagEmbedBackward0", rule)


@operation
def diagonal(input: Tensor, *, dim1: int = 0, dim2: int = 1) -> Any:
    """The diagonal of a square matrix, or of each in a batch, as the last dimension."""
    at = dimension(input, dim1), dimension(input, dim2)
    batch = set(range(input.array.ndim)) - set(at)
    order = (*sorted(batch), *at)
    back = tuple(order.index(i) for i in range(len(order)))
    shape, array = input.array.transpose(order).shape, np.diagonal(input.array, 0, *at)
    steps = np.arange(array.shape[-1], dtype="i8")

    def rule(g: Tensor) -> Any:
        return permuted(placed(g, (Ellipsis, steps, steps), shape), back, "PermuteBackward0")

    return viewed(input, array, "DiagonalBackward0", rule)


@operation
def diag(input: Tensor) -> Any:
    """The matrix with a diagonal, or the diagonal of a matrix."""
    if input.array.ndim not in (1, 2):
        raise RuntimeError(errors.DIAG.format(input.array.ndim))
    return diag_embed(input) if input.array.ndim == 1 else diagonal(input)


# Several tensors


def listed(name: str, tensors: Any) -> list[Any]:
    """The tensors of a list or tuple. Raises what PyTorch does for anything else."""
    if not isinstance(tensors, tuple | list):
        wrong_argument(name, "tensors", 1, "tuple of Tensors", tensors)
    return list(tensors)


def joined(join: Any, label: str, parts: list[Any], dim: int, inputs: Any, *others: Any) -> Any:
    """Tensors put together, in the type that they, and others, meet in."""
    to = result_type(*parts, *others)
    array = join([each.array for each in parts], dim).astype(to.numpy, copy=False)
    return record(array, to, label, *inputs)


@function
def cat(tensors: Any, dim: int = 0) -> Any:
    """Tensors one after the other along a dimension."""
    parts = listed("cat", tensors)
    if not parts:
        raise ValueError(errors.NOTHING_TO_CAT)
    empty = []
    if any(each.array.shape != (0,) for each in parts):  # empty vectors fit everything
        empty = [each for each in parts if each.array.shape == (0,)]
        parts = [each for each in parts if each.array.shape != (0,)]
    first, dim = parts[0].array.shape, dimension(parts[0], dim)
    inputs: list[Any] = [(each, lambda g: g.reshape(-1)[:0]) for each in empty]
    start = 0
    for number, each in enumerate(parts):
        shape = each.array.shape
        if not shape:
            raise RuntimeError(errors.CAT_SCALAR.format(number))
        if len(shape) != len(first):
            raise RuntimeError(errors.CAT_DIMENSIONS.format(len(first), len(shape)))
        for axis, sizes in enumerate(zip(first, shape, strict=True)):
            if axis != dim and sizes[0] != sizes[1]:
                raise RuntimeError(errors.CAT_SIZES.format(dim, *sizes, number))
        place = slice(start, start := start + shape[dim])
        inputs.append((each, lambda g, place=place: part(g, dim, place, "SliceBackward0")))
    return joined(np.concatenate, "CatBackward0", parts, dim, inputs, *empty)


@function
def stack(tensors: Any, dim: int = 0) -> Any:
    """Tensors of one shape along a new dimension."""
    parts = listed("stack", tensors)
    if not parts:
        raise RuntimeError(errors.NOTHING_TO_STACK)
    shapes = [list(each.array.shape) for each in parts]
    for number, shape in enumerate(shapes):
        if shape != shapes[0]:
            raise RuntimeError(errors.STACK_SIZES.format(shapes[0], shape, number))
    dim = dimension(parts[0], dim, len(shapes[0]) + 1)
    inputs = [(each, lambda g, i=i: select(g, dim, i)) for i, each in enumerate(parts)]
    return joined(np.stack, "StackBackward0", parts, dim, inputs)


@function
def hstack(tensors: Any) -> Any:
    """Side by side."""
    parts = [each if each.array.ndim else reshaped(each, (1,)) for each in tensors]
    return cat(parts, 0 if parts[0].array.ndim == 1 else 1)


FUNCTIONS["concat"] = FUNCTIONS["concatenate"] = cat
