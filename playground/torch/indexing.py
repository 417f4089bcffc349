"""Elements by their place: reading them, and changing them."""

import re
from typing import Any

import numpy as np

from . import errors
from .autograd.graph import Mode
from .dtypes import BOOL, INTEGER, int32, int64, uint8
from .errors import check
from .operations import FUNCTIONS, NUMBERS, checked, method, operation
from .refusal import refuse
from .tensor import Tensor, become, dimension, overwrite, record, view, wrap


def entry(index: Any) -> Any:
    """One entry of an index as NumPy takes it. Raises IndexError for what is no index."""
    if isinstance(index, Tensor):
        if index.dtype is uint8:
            refuse("an index of type torch.uint8")
        is_index = index.dtype.category in (BOOL, INTEGER)
        check(is_index, errors.INDEX_TYPE, kind=IndexError)
        return index.array
    if isinstance(index, slice):
        is_forward = index.step is None or index.step > 0
        check(is_forward, errors.NEGATIVE_STEP, kind=ValueError)
        return index
    if isinstance(index, list | range | np.ndarray):
        array = np.array([each.__index__() if isinstance(each, Tensor) else each for each in index])
        return array if array.dtype == bool else array.astype("i8")
    check(not isinstance(index, str), errors.TEXT, kind=TypeError)
    is_index = index is None or index is Ellipsis or hasattr(index, "__index__")
    check(is_index, errors.NO_INDEX, type(index).__name__, kind=IndexError)
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


def has_lists(parts: tuple[Any, ...]) -> bool:
    """Whether NumPy copies what an index takes, and may take an element more than once."""
    return any(isinstance(part, np.ndarray) for part in parts)


def taken(tensor: Tensor, parts: tuple[Any, ...]) -> Any:
    """The array at the places of an index. Raises IndexError in the words of PyTorch."""
    try:
        return tensor.array[parts]
    except IndexError as error:
        message, shape = str(error).replace("axis", "dimension"), tensor.array.shape
        if message.startswith("too many indices"):
            message = errors.TOO_MANY_INDICES.format(len(shape))
        if "boolean" in message:
            axis = int(re.findall(r"dimension (\d+)", message)[0])
            masks = [list(part.shape) for part in parts if isinstance(part, np.ndarray)]
            message = errors.MASK_SHAPE.format(masks[0], axis, list(shape), axis)
        raise IndexError(message if shape else errors.INDEX_OF_SCALAR) from None


def read(tensor: Tensor, parts: tuple[Any, ...], label: str = "IndexBackward0") -> Any:
    """The numbers at the places of an index that NumPy takes: a view, if it has no lists."""
    shape, array = tensor.array.shape, taken(tensor, parts)
    if not has_lists(parts):
        return view(tensor, array, label, lambda g: placed(g, parts, shape))
    values = {"x": tensor}
    return record(array, tensor.dtype, label, values, x=lambda g: placed(g, parts, shape))


def placed(values: Tensor, parts: tuple[Any, ...], shape: tuple[int, ...]) -> Any:
    """Zeros of a shape with the values added at the places of an index."""
    array = np.zeros(shape, values.array.dtype)
    if has_lists(parts):
        np.add.at(array, parts, values.array)
    else:
        array[parts] = values.array
    rule = {"x": lambda g: read(g, parts)}
    return record(array, values.dtype, "IndexPutBackward0", {"x": values}, **rule)


def _get(self: Tensor, index: Any) -> Any:
    """A part: a view if the index has neither lists nor tensors, else a copy."""
    parts = entries(index)
    return read(self, parts, "IndexBackward0" if has_lists(parts) else label_of(parts))


def _set(self: Tensor, index: Any, value: Any) -> None:
    """Change a part in place; gradients flow to the value, and to what is left of the old ones."""
    value = FUNCTIONS["as_tensor"](value) if isinstance(value, np.ndarray) else value
    about = type(value).__name__, self.dtype.title
    check(isinstance(value, Tensor | NUMBERS), errors.ASSIGNED, *about, kind=TypeError)
    parts = entries(index)
    shape = np.shape(taken(self, parts))
    if isinstance(value, Tensor):
        extra = max(value.array.ndim - len(shape), 0)
        if value.array.shape[:extra] == (1,) * extra:
            value = value.reshape(value.array.shape[extra:])
        value = value.expand(shape)
    is_tracked = self._requires_grad or (isinstance(value, Tensor) and value._requires_grad)
    if is_tracked and Mode.enabled:
        check(self.grad_fn is not None or not self._requires_grad, errors.CHANGED_VIEW_OF_LEAF)
        refuse("a change of a part of a tensor that is part of a graph")
    overwrite(self, value.array if isinstance(value, Tensor) else value, parts)


Tensor.__getitem__, Tensor.__setitem__ = checked(_get, 1), checked(_set, 1)


def along(dim: int, places: Any) -> tuple[Any, ...]:
    """The index with which NumPy takes, along a dimension, the place named for each element."""
    grid = list(np.indices(places.shape, sparse=True))
    grid[dim] = places
    return tuple(grid)


@operation
def gather(input: Tensor, dim: int, index: Tensor) -> Any:
    """Along a dimension, the element that the index names for each place."""
    dim, shape, places = dimension(input, dim), input.array.shape, index.array
    if not shape:
        return input.clone()
    if index.dtype not in (int64, int32) or places.ndim != len(shape):
        refuse("gather() with other than integers for each dimension, which is a mistake,")
    for wrong in places[(places < 0) | (places >= shape[dim])]:
        raise RuntimeError(errors.GATHER_RANGE.format(wrong, dim, shape[dim]))
    return read(input, along(dim, places), "GatherBackward0")


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
