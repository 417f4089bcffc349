"""Elements by their place: reading them, and changing them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from . import errors
from .autograd.graph import Mode
from .dtypes import BOOL, INTEGER, bool_, int32, int64, uint8
from .operations import FUNCTIONS, checked, method, operation
from .promotion import NUMBERS, check_broadcastable
from .refusal import refuse
from .tensor import Tensor, become, dimension, record, view, wrap


def entry(index: Any) -> Any:
    """One entry of an index as NumPy takes it. Raises IndexError for what is no index."""
    if isinstance(index, Tensor):
        if index.dtype is uint8:
            refuse("an index of type torch.uint8")
        if index.dtype.category not in (BOOL, INTEGER):
            raise IndexError(errors.INDEX_TYPE)
        return index.array
    if isinstance(index, slice):
        if index.step is not None and index.step <= 0:
            raise ValueError(errors.NEGATIVE_STEP)
        return index
    if isinstance(index, list | range | np.ndarray):
        array = np.array([each.__index__() if isinstance(each, Tensor) else each for each in index])
        return array if array.dtype == bool else array.astype("i8")
    if isinstance(index, str):
        raise TypeError(errors.TEXT)
    if not (index is None or index is Ellipsis or hasattr(index, "__index__")):
        raise IndexError(errors.NO_INDEX.format(type(index).__name__))
    return index


def entries(index: Any) -> tuple[Any, ...]:
    """An index as a tuple with an ellipsis, with which NumPy gives a view even of one element."""
    parts = tuple(entry(each) for each in (index if isinstance(index, tuple) else (index,)))
    return parts if any(part is Ellipsis for part in parts) else (*parts, Ellipsis)


def label_of(parts: tuple[Any, ...]) -> str:
    """PyTorch's name of the node: that of the last entry that does something."""
    kinds = {slice: "SliceBackward0", type(None): "UnsqueezeBackward0"}
    doing = [part for part in parts if part is not Ellipsis and part != slice(None)]
    return kinds.get(type(doing[-1]), "SelectBackward0") if doing else "AliasBackward0"


def taken(tensor: Tensor, parts: tuple[Any, ...]) -> Any:
    """The array at the places of an index. Raises IndexError in the words of PyTorch."""
    try:
        return tensor.array[parts]
    except IndexError as error:
        raise index_error(tensor.array.shape, parts, str(error)) from None


def _get(self: Tensor, index: Any) -> Any:
    """A part: a view if the index has neither lists nor tensors, else a copy."""
    parts, shape = entries(index), self.array.shape
    array = taken(self, parts)
    if not any(isinstance(part, np.ndarray) for part in parts):
        return view(self, array, label_of(parts), lambda g: placed(g, parts, shape))
    given = index if isinstance(index, tuple) else (index,)
    saved = [part for part in given if isinstance(part, Tensor)]
    rule = (self, lambda g: placed(g, parts, shape), *saved)
    return record(np.asarray(array), self.dtype, "IndexBackward0", rule)


Tensor.__getitem__ = checked(_get, 1)


def placed(values: Tensor, parts: tuple[Any, ...], shape: tuple[int, ...]) -> Any:
    """Zeros of a shape with the values added at the places of an index."""
    array = np.zeros(shape, values.array.dtype)
    if any(isinstance(part, np.ndarray) for part in parts):
        np.add.at(array, parts, values.array)
    else:
        array[parts] = values.array
    return record(array, values.dtype, "IndexPutBackward0", (values, lambda g: read(g, parts)))


def read(values: Tensor, parts: tuple[Any, ...]) -> Any:
    """The values at the places of an index that NumPy takes."""
    array, shape = np.asarray(values.array[parts]), values.array.shape
    rule = (values, lambda g: placed(g, parts, shape))
    return record(array, values.dtype, "IndexBackward0", rule)


def index_error(shape: tuple[int, ...], parts: tuple[Any, ...], message: str) -> IndexError:
    """NumPy's error in the words of PyTorch."""
    if not shape:
        return IndexError(errors.INDEX_OF_SCALAR)
    if message.startswith("too many indices"):
        return IndexError(errors.TOO_MANY_INDICES.format(len(shape)))
    shapes = [list(part.shape) for part in parts if isinstance(part, np.ndarray)]
    if "boolean" in message:
        axis = int(re.findall(r"axis (\d+)", message)[0])
        return IndexError(errors.MASK_SHAPE.format(shapes[0], axis, list(shape), axis))
    if message.startswith("shape mismatch"):
        return IndexError(errors.INDEX_SHAPES.format(", ".join(map(str, shapes))))
    return IndexError(message.replace("axis", "dimension"))


def _set(self: Tensor, index: Any, value: Any) -> None:
    """Change a part in place; gradients flow to the value, and to what is left of the old ones."""
    value = FUNCTIONS["as_tensor"](value) if isinstance(value, np.ndarray) else value
    if not isinstance(value, Tensor | NUMBERS):
        raise TypeError(errors.ASSIGNED.format(type(value).__name__, self.dtype.title))
    parts = entries(index)
    shape = np.shape(taken(self, parts))
    if isinstance(value, Tensor):
        extra = value.array.ndim - len(shape)
        if extra > 0 and value.array.shape[:extra] == (1,) * extra:
            value = value.reshape(value.array.shape[extra:])
        value = value.expand(shape)
    is_tracked = self._requires_grad or (isinstance(value, Tensor) and value._requires_grad)
    if not (is_tracked and Mode.enabled):
        self.array[parts] = value.array if isinstance(value, Tensor) else value
        self.storage.version += 1
        return
    if self._requires_grad and self.grad_fn is None:
        raise RuntimeError(errors.CHANGED_VIEW_OF_LEAF)
    become(self, lambda: replaced(self, parts, value))


Tensor.__setitem__ = checked(_set, 1)


def replaced(tensor: Tensor, parts: tuple[Any, ...], value: Any) -> Any:
    """A copy with a part replaced."""
    array = tensor.array.copy()
    array[parts] = value.array if isinstance(value, Tensor) else value
    inputs: list[Any] = [(tensor, lambda g: replaced(g, parts, 0))]
    if isinstance(value, Tensor):
        inputs.append((value, lambda g: read(g, parts)))
    return record(array, tensor.dtype, "CopySlices", *inputs)


def places(input: Tensor, dim: int, index: Tensor) -> tuple[Any, ...]:
    """The index with which NumPy takes what gather takes. Raises for places that are not there."""
    if index.dtype not in (int64, int32):
        raise RuntimeError(errors.GATHER_TYPE)
    where, shape = index.array, input.array.shape
    if where.ndim != len(shape):
        raise RuntimeError(errors.GATHER_DIMENSIONS)
    wrong = where[(where < 0) | (where >= shape[dim])]
    if wrong.size:
        raise RuntimeError(errors.GATHER_RANGE.format(wrong[0], dim, shape[dim]))
    for axis, (count, available) in enumerate(zip(where.shape, shape, strict=True)):
        if axis != dim and count > available:
            shapes = list(where.shape), list(shape)
            raise RuntimeError(errors.GATHER_SIZES.format(axis, *shapes, dim))
    grid = list(np.indices(where.shape, sparse=True))
    grid[dim] = where
    return tuple(grid)


@operation
def gather(input: Tensor, dim: int, index: Tensor) -> Any:
    """Along a dimension, the element that the index names for each place."""
    dim, shape = dimension(input, dim), input.array.shape
    if not shape:
        return input.clone()
    grid = places(input, dim, index)
    rule = (input, lambda g: placed(g, grid, shape), index)
    return record(input.array[grid], input.dtype, "GatherBackward0", rule)


@operation
def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Any:
    """One number in place of the elements where a mask holds."""
    if mask.dtype is not bool_:
        raise RuntimeError(errors.NOT_A_MASK.format(mask.dtype.c_name))
    number = value.item() if isinstance(value, Tensor) else value
    try:
        array = np.where(mask.array, input.array.dtype.type(number), input.array)
    except ValueError:
        check_broadcastable(input, mask)
        raise
    rule = (input, lambda g: masked_fill(g, mask, 0), mask)
    return record(array, input.dtype, "MaskedFillBackward0", rule)


@method
def masked_fill_(self: Tensor, mask: Tensor, value: Any) -> Any:
    """The same in place."""
    return become(self, lambda: masked_fill(self, mask, value))


@operation
def nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    """The places of what is not 0: a row each, or a tensor for each dimension."""
    found = [axis.astype("i8") for axis in np.nonzero(np.atleast_1d(input.array))]
    if as_tuple:
        return tuple(wrap(axis, int64) for axis in found)
    return wrap(np.stack(found, 1)[:, : input.array.ndim].copy(), int64)


@method
def fill_(self: Tensor, value: Any) -> Any:
    """The same number everywhere."""
    number = value.item() if isinstance(value, Tensor) else value
    return become(self, lambda: record(np.full_like(self.array, number), self.dtype, ""))


@method
def zero_(self: Tensor) -> Any:
    """0 everywhere."""
    return fill_(self, 0)


@method
def copy_(self: Tensor, src: Tensor) -> Any:
    """The numbers of another tensor, broadcast and in the type of this one."""
    return become(self, lambda: src.to(self.dtype).expand(self.array.shape).clone())
