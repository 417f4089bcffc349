"""Operations that move numbers about without changing them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from .dtypes import dtype
from .operations import FUNCTIONS, bad_argument, function, method, operation
from .promotion import result_type
from .refusal import no_gradient, refuse
from .tensor import Tensor, dimension, record
from .tensor import view as viewed


def sizes(name: str, given: tuple[Any, ...], argument: str = "size") -> tuple[int, ...]:
    """A shape given as numbers or as one sequence of them."""
    listed = given[0] if len(given) == 1 and isinstance(given[0], tuple | list) else given
    for each in listed:
        if not hasattr(each, "__index__"):
            bad_argument(name, argument, 1, "tuple of ints", each)
    return tuple(each.__index__() for each in listed)


def reshaped(input: Tensor, shape: tuple[int, ...], label: str = "ViewBackward0") -> Tensor:
    """The numbers in another shape; in the same memory where NumPy can."""
    old = input.array.shape
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    try:
        array = input.array.reshape(shape)
    except ValueError:
        raise RuntimeError(
            f"shape '{list(shape)}' is invalid for input of size {input.array.size}"
        ) from None
    if input.array.flags.c_contiguous or np.may_share_memory(array, input.array):
        return viewed(input, array, label, lambda g: g.reshape(old))
    return record(array, input.dtype, "UnsafeViewBackward0", (input, lambda g: g.reshape(old)))


@method
def reshape(self: Tensor, *shape: Any) -> Tensor:
    """The numbers in another shape, in which one length may be -1."""
    return reshaped(self, sizes("reshape", shape, "shape"))


@method
def view_as(self: Tensor, other: Tensor) -> Any:
    """The numbers in the shape of another tensor."""
    return reshaped(self, other.array.shape)


@method
def view(self: Tensor, *shape: Any) -> Any:
    """The same memory in another shape."""
    if len(shape) == 1 and isinstance(shape[0], dtype):
        refuse("view() as another type")
    result = reshaped(self, sizes("view", shape))
    if result.storage is not self.storage:
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one "
            "dimension spans across two contiguous subspaces). Use .reshape(...) instead."
        )
    return result


@operation
def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """Some dimensions, or all, made one."""
    start, end = dimension(input, start_dim), dimension(input, end_dim)
    if input.array.ndim == 0:
        return reshaped(input, (1,))
    if start == end:
        return input
    old = input.array.shape
    return reshaped(input, (*old[:start], math.prod(old[start : end + 1]), *old[end + 1 :]))


@operation
def ravel(input: Tensor) -> Tensor:
    """All numbers in one dimension."""
    return reshaped(input, (input.array.size,))


@operation
def squeeze(input: Tensor, dim: Any = None) -> Tensor:
    """Without dimensions of length 1: without all, or the given ones that have it."""
    shape = input.array.shape
    if dim is None:
        gone = [i for i, n in enumerate(shape) if n == 1]
    else:
        listed = dim if isinstance(dim, tuple | list) else (dim,)
        gone = [d for d in (dimension(input, each) for each in listed) if shape and shape[d] == 1]
    label = f"SqueezeBackward{int(dim is not None)}"
    return reshaped(input, tuple(n for i, n in enumerate(shape) if i not in gone), label)


@operation
def unsqueeze(input: Tensor, dim: int) -> Tensor:
    """With one more dimension, of length 1."""
    count = input.array.ndim + 1
    if not -count <= dim < count:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-count}, {count - 1}], "
            f"but got {dim})"
        )
    at = dim % count
    shape = input.array.shape
    return reshaped(input, (*shape[:at], 1, *shape[at:]), "UnsqueezeBackward0")


def permuted(input: Tensor, dims: tuple[int, ...], label: str) -> Tensor:
    """The dimensions in another order."""
    back = tuple(dims.index(i) for i in range(len(dims)))
    return viewed(input, input.array.transpose(dims), label, lambda g: permuted(g, back, label))


@method
def permute(self: Tensor, *dims: Any) -> Tensor:
    """The dimensions in another order."""
    listed = sizes("permute", dims, "dims")
    if len(listed) != self.array.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            "length of the desired ordering of dimensions i.e. "
            f"input.dim() = {self.array.ndim} is not equal to len(dims) = {len(listed)}"
        )
    order = tuple(dimension(self, each) for each in listed)
    if len(set(order)) < len(order):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return permuted(self, order, "PermuteBackward0")


FUNCTIONS["reshape"], FUNCTIONS["permute"] = reshape, permute


@operation
def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """Two dimensions exchanged."""
    one, other = dimension(input, dim0), dimension(input, dim1)
    dims = list(range(input.array.ndim))
    if dims:
        dims[one], dims[other] = dims[other], dims[one]
    return permuted(input, tuple(dims), "TransposeBackward0")


@operation
def t(input: Tensor) -> Tensor:
    """The transposed matrix."""
    if input.array.ndim > 2:
        raise RuntimeError(
            f"t() expects a tensor with <= 2 dimensions, but self is {input.array.ndim}D"
        )
    return permuted(input, tuple(range(input.array.ndim))[::-1], "TBackward0")


def _all_reversed(self: Tensor) -> Tensor:
    """The tensor with its dimensions reversed."""
    label = "TBackward0" if self.array.ndim == 2 else "PermuteBackward0"
    return permuted(self, tuple(range(self.array.ndim))[::-1], label)


Tensor.T = property(_all_reversed)  # type: ignore[attr-defined]
Tensor.mT = property(lambda self: transpose(self, -2, -1))  # type: ignore[attr-defined]


@method
def expand(self: Tensor, *shape: Any) -> Tensor:
    """Repeated along dimensions of length 1, without a copy; -1 leaves a length as it is."""
    wanted, old = sizes("expand", shape), self.array.shape
    extra = len(wanted) - len(old)
    if extra < 0:
        raise RuntimeError(
            f"expand(torch.{self.dtype.title}Tensor{{{list(old)}}}, size={list(wanted)}): the "
            f"number of sizes provided ({len(wanted)}) must be greater or equal to the number of "
            f"dimensions in the tensor ({len(old)})"
        )
    new = tuple(old[i - extra] if n == -1 and i >= extra else n for i, n in enumerate(wanted))
    for i in range(len(new) - 1, extra - 1, -1):
        if old[i - extra] not in (1, new[i]):
            raise RuntimeError(
                f"The expanded size of the tensor ({new[i]}) must match the existing size "
                f"({old[i - extra]}) at non-singleton dimension {i}.  Target sizes: {list(new)}.  "
                f"Tensor sizes: {list(old)}"
            )
    # The walk sums the gradient to the shape of the input.
    return viewed(self, np.broadcast_to(self.array, new), "ExpandBackward0", lambda g: g)


@method
def expand_as(self: Tensor, other: Tensor) -> Any:
    """Repeated to the shape of another tensor."""
    return self.expand(other.array.shape)


@function
def broadcast_to(input: Tensor, size: Any) -> Any:
    """Repeated to a shape."""
    return input.expand(size)


@method
def repeat(self: Tensor, *repeats: Any) -> Tensor:
    """Copies beside each other."""
    array = np.tile(self.array, sizes("repeat", repeats, "repeats"))
    return record(array, self.dtype, "RepeatBackward0", (self, no_gradient("repeat")))


@method
def contiguous(self: Tensor) -> Tensor:
    """The numbers in memory in the order of reading."""
    if self.array.flags.c_contiguous:
        return self
    return record(np.ascontiguousarray(self.array), self.dtype, "CloneBackward0", (self, lambda g: g))


def along(dim: int, index: Any) -> tuple[Any, ...]:
    """An index for one dimension, with all of those before it."""
    return (*(slice(None),) * dim, index)


def part(input: Tensor, dim: int, index: Any, label: str) -> Tensor:
    """What an index takes of a dimension, by the name of the operation that asks."""
    result: Tensor = input[along(dim, index)]
    if result.grad_fn is not None:
        result.grad_fn.label = label
    return result


@operation
def narrow(input: Tensor, dim: int, start: int, length: int) -> Tensor:
    """`length` places of a dimension, from `start` on."""
    return part(input, dimension(input, dim), slice(start, start + length), "SliceBackward0")


@operation
def select(input: Tensor, dim: int, index: int) -> Tensor:
    """One place of a dimension, which goes."""
    return part(input, dimension(input, dim), index, "SelectBackward0")


@operation
def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    """Each place of a dimension."""
    dim = dimension(input, dim)
    return tuple(part(input, dim, i, "UnbindBackward0") for i in range(input.array.shape[dim]))


@operation
def split(tensor: Tensor, split_size_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Parts of one length, the last perhaps shorter, or of the lengths given."""
    dim = dimension(tensor, dim)
    whole = tensor.array.shape[dim]
    if isinstance(split_size_or_sections, int):
        size = split_size_or_sections
        lengths = [min(size, whole - start) for start in range(0, whole, size)] or [0]
        label = "SplitBackward0"
    else:
        lengths, label = list(split_size_or_sections), "SplitWithSizesBackward0"
        if sum(lengths) != whole:
            raise RuntimeError(
                f"split_with_sizes expects split_sizes to sum exactly to {whole} (input tensor's "
                f"size at dimension {dim}), but got split_sizes={lengths}"
            )
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    return tuple(
        part(tensor, dim, slice(start, start + length), label)
        for start, length in zip(starts, lengths, strict=True)
    )


@operation
def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """At most so many parts of one length."""
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    length = -(-input.array.shape[dimension(input, dim)] // chunks)
    return split(input, max(length, 1), dim)  # type: ignore[no-any-return]


@method
def unfold(self: Tensor, dimension: int, size: int, step: int) -> Tensor:
    """All windows of a size along a dimension, each in a new last one."""
    windows = np.lib.stride_tricks.sliding_window_view(self.array, size, axis=dimension)
    array = windows[along(dimension % self.array.ndim, slice(None, None, step))]
    return viewed(self, array, "UnfoldBackward0", no_gradient("unfold"))


@operation
def flip(input: Tensor, *dims: Any) -> Tensor:
    """The other way round along dimensions."""
    listed = tuple(dimension(input, each) for each in sizes("flip", dims, "dims"))
    array = np.flip(input.array, listed).copy()
    return record(array, input.dtype, "FlipBackward0", (input, lambda g: g.flip(listed)))


@operation
def diff(input: Tensor, n: int = 1, dim: int = -1) -> Any:
    """The differences of neighbours."""
    if n != 1:
        refuse("diff() with n other than 1")
    dim = dimension(input, dim)
    length = input.array.shape[dim] - 1
    return narrow(input, dim, 1, length) - narrow(input, dim, 0, length)


# Matrices


def triangle(name: str, keep: Any, input: Tensor, diagonal: int) -> Tensor:
    """One side of a matrix, with 0 on the other."""
    rule = (input, lambda g: triangle(name, keep, g, diagonal))
    return record(keep(input.array, diagonal), input.dtype, f"{name}Backward0", rule)


@operation
def tril(input: Tensor, diagonal: int = 0) -> Tensor:
    """What stands on and below a diagonal."""
    return triangle("Tril", np.tril, input, diagonal)


@operation
def triu(input: Tensor, diagonal: int = 0) -> Tensor:
    """What stands on and above a diagonal."""
    return triangle("Triu", np.triu, input, diagonal)


@operation
def diag(input: Tensor, diagonal: int = 0) -> Any:
    """The matrix with a diagonal, or the diagonal of a matrix."""
    if input.array.ndim == 2:
        return input.diagonal(diagonal)
    if input.array.ndim != 1:
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.array.ndim}D")
    array, to = np.diag(input.array, diagonal), input.dtype
    return record(array, to, "DiagEmbedBackward0", (input, lambda g: diag(g, diagonal)))


@operation
def diagonal(input: Tensor, offset: int = 0) -> Tensor:
    """The diagonal of a matrix."""
    if input.array.ndim != 2:
        refuse("diagonal() of a tensor that is no matrix")
    rows, columns = input.array.shape

    def rule(g: Tensor) -> Any:
        square = diag(g, offset)
        size = square.shape[0]
        if (rows, columns) != (size, size):
            refuse("the gradient of diagonal() of a matrix that is not square")
        return square

    return viewed(input, np.diagonal(input.array, offset), "DiagonalBackward0", rule)


@operation
def diag_embed(input: Tensor) -> Any:
    """A diagonal matrix for each row."""
    ones = np.eye(input.array.shape[-1], dtype=input.array.dtype)
    array = input.array[..., None] * ones
    rule = (input, lambda g: (g * record(ones, input.dtype, "")).sum(-1))
    return record(array, input.dtype, "DiagEmbedBackward0", rule)


# Several tensors


def listed(name: str, tensors: Any) -> list[Tensor]:
    """The tensors of a list or tuple. Raises what PyTorch does for anything else."""
    if isinstance(tensors, Tensor) or not isinstance(tensors, tuple | list):
        bad_argument(name, "tensors", 1, "tuple of Tensors", tensors)
    return list(tensors)


@function
def cat(tensors: Any, dim: int = 0) -> Tensor:
    """Tensors one after the other along a dimension."""
    parts = listed("cat", tensors)
    if not parts:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    first = parts[0].array.shape
    dim = dimension(parts[0], dim)
    for number, each in enumerate(parts):
        shape = each.array.shape
        if len(shape) != len(first):
            raise RuntimeError(
                "Tensors must have same number of dimensions: got "
                f"{len(first)} and {len(shape)}"
            )
        if not shape:
            raise RuntimeError(
                f"zero-dimensional tensor (at position {number}) cannot be concatenated"
            )
        for i, (expected, got) in enumerate(zip(first, shape, strict=True)):
            if i != dim and expected != got:
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {dim}. Expected size "
                    f"{expected} but got size {got} for tensor number {number} in the list."
                )
    to = result_type(*parts)
    array = np.concatenate([each.array for each in parts], dim).astype(to.numpy, copy=False)
    inputs, start = [], 0
    for each in parts:
        length = each.array.shape[dim]
        inputs.append((each, _narrowing(dim, start, length)))
        start += length
    return record(array, to, "CatBackward0", *inputs)


def _narrowing(dim: int, start: int, length: int) -> Any:
    return lambda g: narrow(g, dim, start, length)


@function
def stack(tensors: Any, dim: int = 0) -> Tensor:
    """Tensors of one shape along a new dimension."""
    parts = listed("stack", tensors)
    if not parts:
        raise RuntimeError("stack expects a non-empty TensorList")
    first = list(parts[0].array.shape)
    for number, each in enumerate(parts):
        if list(each.array.shape) != first:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {first} at entry 0 and "
                f"{list(each.array.shape)} at entry {number}"
            )
    to = result_type(*parts)
    array = np.stack([each.array for each in parts], dim).astype(to.numpy, copy=False)
    at = dim % array.ndim
    inputs = [(each, _selecting(at, i)) for i, each in enumerate(parts)]
    return record(array, to, "StackBackward0", *inputs)


def _selecting(dim: int, index: int) -> Any:
    return lambda g: select(g, dim, index)


@function
def hstack(tensors: Sequence[Tensor]) -> Any:
    """Side by side."""
    parts = [each if each.array.ndim else reshaped(each, (1,)) for each in tensors]
    return cat(parts, 0 if parts[0].array.ndim == 1 else 1)


@function
def vstack(tensors: Sequence[Tensor]) -> Any:
    """One below the other."""
    return cat([each if each.array.ndim > 1 else reshaped(each, (1, each.numel())) for each in tensors])
