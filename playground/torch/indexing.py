"""Elements by their place: reading them, and changing them."""

from typing import Any

import numpy as np

from . import errors
from .autograd.graph import recording
from .dtypes import FLOAT, int32, int64, rounded, uint8
from .errors import check, refuse
from .operations import NUMBERS, checked, method, operation
from .shapes import length, moved
from .tensor import Tensor, become, overwrite, wrap


def entry(index: Any) -> Any:
    """One entry of an index as NumPy takes it. Raises IndexError for what is no index."""
    if isinstance(index, Tensor):
        if index.dtype is uint8:
            refuse("an index of type torch.uint8")
        check(index.dtype.category != FLOAT, errors.INDEX_TYPE, kind=IndexError)
        return index.array
    if isinstance(index, list | range | np.ndarray):
        array = np.array([each.__index__() if isinstance(each, Tensor) else each for each in index])
        return array if array.dtype == bool else array.astype("i8")
    is_back = isinstance(index, slice) and index.step is not None and index.step < 1
    check(not is_back, "step must be greater than zero", kind=ValueError)
    return index


def entries(index: Any) -> tuple[Any, ...]:
    """An index as a tuple with an ellipsis, with which NumPy gives a view even of one element."""
    parts = tuple(entry(each) for each in (index if isinstance(index, tuple) else (index,)))
    return parts if any(part is Ellipsis for part in parts) else (*parts, Ellipsis)


def label_of(parts: tuple[Any, ...]) -> str:
    """PyTorch's name of the node: that of the last entry that does something."""
    if any(isinstance(part, np.ndarray) for part in parts):
        return "IndexBackward0"
    kinds = {slice: "SliceBackward0", type(None): "UnsqueezeBackward0"}
    doing = [part for part in parts if part is not Ellipsis and part != slice(None)]
    return kinds.get(type(doing[-1]), "SelectBackward0") if doing else "AliasBackward0"


def taken(array: Any, parts: tuple[Any, ...]) -> Any:
    """The numbers at the places of an index. Raises IndexError in the words of PyTorch."""
    try:
        return array[parts]
    except IndexError as error:
        message = str(error).replace("for axis", "for dimension")
        if message.startswith("too many indices"):
            message = f"too many indices for tensor of dimension {array.ndim}"
        raise IndexError(message if array.ndim else errors.INDEX_OF_SCALAR) from None


def _get(self: Tensor, index: Any) -> Any:
    """A part: a view if the index has neither lists nor tensors, else a copy."""
    parts = entries(index)
    return moved(self, lambda array: taken(array, parts), label_of(parts))


def _set(self: Tensor, index: Any, value: Any) -> None:
    """Change a part in place."""
    about = type(value).__name__, self.dtype.title
    is_number = isinstance(value, Tensor | np.ndarray | NUMBERS)
    check(is_number, "can't assign a {} to a torch.{}Tensor", *about, kind=TypeError)
    if not isinstance(value, Tensor):
        value = wrap(rounded(value, self.dtype), self.dtype)
    parts = entries(index)
    shape = np.shape(taken(self.array, parts))
    extra = max(value.array.ndim - len(shape), 0)
    if value.array.shape[:extra] == (1,) * extra:
        value = value.reshape(value.array.shape[extra:])
    value = value.expand(shape)
    if recording.is_on and (self._requires_grad or value._requires_grad):
        check(self.grad_fn is not None or not self._requires_grad, errors.LEAF_VIEW)
        refuse("a change of a part of a tensor that is part of a graph")
    overwrite(self, value.array, parts)


Tensor.__getitem__, Tensor.__setitem__ = checked(_get, 1), checked(_set, 1)


@operation
def gather(input: Tensor, dim: int, index: Tensor) -> Any:
    """Along a dimension, the element that the index names for each place."""
    places, count = index.array, length(input, dim)
    if index.dtype not in (int64, int32) or places.ndim != input.array.ndim:
        refuse("gather() with other than integers for each dimension, which is a mistake,")
    for wrong in places[(places < 0) | (places >= count)]:
        raise RuntimeError(errors.GATHER_RANGE.format(wrong, dim, count))
    grid = list(np.indices(places.shape, sparse=True))
    grid[dim] = places
    return moved(input, lambda array: array[tuple(grid)], "GatherBackward0")


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
    array = np.full_like(self.array, value)
    return become(self, lambda: wrap(array, self.dtype))


@method
def copy_(self: Tensor, src: Tensor) -> Any:
    """The numbers of another tensor, broadcast and in the type of this one."""
    return become(self, lambda: src.to(self.dtype).expand(self.array.shape).clone())
