"""Elements by their place: reading them, and changing them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .autograd.graph import Mode
from .dtypes import BOOL, INTEGER, bool_, int32, int64, uint8
from .operations import method, operation
from .promotion import NUMBERS, check_broadcastable
from .refusal import refuse
from .tensor import Tensor, become, dimension, record, view, wrap


def entry(index: Any) -> Any:
    """One entry of an index as NumPy takes it. Raises IndexError for what is no index."""
    if isinstance(index, Tensor):
        if index.dtype is uint8:
            refuse("an index of type torch.uint8")
        if index.dtype.category not in (BOOL, INTEGER):
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
        return index.array
    if isinstance(index, slice):
        start, stop, step = (None if each is None else each.__index__() for each in (index.start, index.stop, index.step))
        if step is not None and step <= 0:
            raise ValueError("step must be greater than zero")
        return slice(start, stop, step)
    if isinstance(index, list | range | np.ndarray):
        array = np.array([each.__index__() if isinstance(each, Tensor) else each for each in index])
        return array if array.dtype == bool else array.astype("i8")
    if isinstance(index, str):
        raise TypeError("new(): invalid data type 'str'")
    if not (index is None or index is Ellipsis or hasattr(index, "__index__")):
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
            f"valid indices (got {type(index).__name__})"
        )
    return index


def entries(index: Any) -> tuple[Any, ...]:
    """An index as a tuple with an ellipsis, with which NumPy gives a view even of one element."""
    parts = tuple(entry(each) for each in (index if isinstance(index, tuple) else (index,)))
    return parts if any(part is Ellipsis for part in parts) else (*parts, Ellipsis)


def label_of(parts: tuple[Any, ...]) -> str:
    """PyTorch's name of the node: that of the last entry that does something."""
    kinds = {slice: "SliceBackward0", type(None): "UnsqueezeBackward0"}
    for part in reversed(parts):
        if part is not Ellipsis and part != slice(None):
            return kinds.get(type(part), "SelectBackward0")
    return "AliasBackward0"


@method
def __getitem__(self: Tensor, index: Any) -> Tensor:
    """A part: a view if the index has neither lists nor tensors, else a copy."""
    parts = entries(index)
    shape = self.array.shape
    try:
        array = self.array[parts]
    except IndexError as error:
        raise index_error(self, parts, str(error)) from None
    if not any(isinstance(part, np.ndarray) for part in parts):
        return view(self, array, label_of(parts), lambda g: placed(g, parts, shape))
    saved = [part for part in (index if isinstance(index, tuple) else (index,)) if isinstance(part, Tensor)]
    rule = (self, lambda g: placed(g, parts, shape), *saved)
    return record(np.asarray(array), self.dtype, "IndexBackward0", rule)


def placed(values: Tensor, parts: tuple[Any, ...], shape: tuple[int, ...]) -> Tensor:
    """Zeros of a shape with the values added at the places of an index."""
    array = np.zeros(shape, values.array.dtype)
    if any(isinstance(part, np.ndarray) for part in parts):
        np.add.at(array, parts, values.array)
    else:
        array[parts] = values.array
    rule = (values, lambda g: record(g.array[parts], g.dtype, "IndexBackward0", (g, lambda h: placed(h, parts, shape))))
    return record(array, values.dtype, "IndexPutBackward0", rule)


def index_error(tensor: Tensor, parts: tuple[Any, ...], message: str) -> IndexError:
    """NumPy's error in the words of PyTorch."""
    shape = tensor.array.shape
    if not shape:
        return IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` "
            "in C++ to convert a 0-dim tensor to a number"
        )
    if message.startswith("too many indices"):
        return IndexError(f"too many indices for tensor of dimension {len(shape)}")
    if "boolean" in message:
        axis = int(re.findall(r"axis (\d+)", message)[0])
        mask = next(p for p in parts if isinstance(p, np.ndarray) and p.dtype == bool)
        return IndexError(
            f"The shape of the mask {list(mask.shape)} at index {axis} does not match the shape of "
            f"the indexed tensor {list(shape)} at index {axis}"
        )
    shapes = [list(part.shape) for part in parts if isinstance(part, np.ndarray)]
    if message.startswith("shape mismatch"):
        return IndexError(
            "shape mismatch: indexing tensors could not be broadcast together with shapes "
            + ", ".join(map(str, shapes))
        )
    return IndexError(message.replace("axis", "dimension"))


@method
def __setitem__(self: Tensor, index: Any, value: Any) -> None:
    """Change a part in place; gradients flow to the value, and to what is left of the old ones."""
    if isinstance(value, np.ndarray):
        value = wrap(value)
    if not isinstance(value, Tensor | NUMBERS):
        raise TypeError(
            f"can't assign a {type(value).__name__} to a torch.{self.dtype.title}Tensor"
        )
    parts = entries(index)
    try:
        replaced = self.array[parts]
    except IndexError as error:
        raise index_error(self, parts, str(error)) from None
    if isinstance(value, Tensor):
        value = fitting(value, np.shape(replaced))
    needs_graph = self._requires_grad or (isinstance(value, Tensor) and value._requires_grad)
    if not (needs_graph and Mode.enabled):
        self.array[parts] = value.array if isinstance(value, Tensor) else value
        self.storage.version += 1
        return
    if self._requires_grad and self.grad_fn is None:
        raise RuntimeError(
            "a view of a leaf Variable that requires grad is being used in an in-place operation."
        )
    become(self, lambda: with_part(self, parts, value))


def fitting(value: Tensor, shape: tuple[int, ...]) -> Any:
    """The value in a shape that it can be broadcast to; leading lengths of 1 may go."""
    extra = value.array.ndim - len(shape)
    if extra > 0 and all(n == 1 for n in value.array.shape[:extra]):
        value = value.reshape(value.array.shape[extra:])
    return value.expand(shape)


def with_part(tensor: Tensor, parts: tuple[Any, ...], value: Any) -> Tensor:
    """A copy with a part replaced."""
    array = tensor.array.copy()
    array[parts] = value.array if isinstance(value, Tensor) else value

    def of_tensor(g: Tensor) -> Tensor:
        return with_part(g, parts, 0)

    inputs: list[tuple[Any, ...]] = [(tensor, of_tensor)]
    if isinstance(value, Tensor):
        inputs.append((value, lambda g: g[tuple(_as_index(part) for part in parts)]))
    return record(array, tensor.dtype, "CopySlices", *inputs)


def _as_index(part: Any) -> Any:
    return wrap(part) if isinstance(part, np.ndarray) else part


def places(input: Tensor, dim: int, index: Tensor) -> tuple[Any, ...]:
    """The index with which NumPy takes what gather takes. Raises for places that are not there."""
    if index.dtype not in (int64, int32):
        raise RuntimeError("gather(): Expected dtype int32/int64 for index")
    where, shape = index.array, input.array.shape
    if where.ndim != len(shape):
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    if where.size and not 0 <= where.min() <= where.max() < shape[dim]:
        wrong = where[(where < 0) | (where >= shape[dim])].flat[0]
        raise RuntimeError(
            f"index {wrong} is out of bounds for dimension {dim} with size {shape[dim]}"
        )
    for axis, (count, available) in enumerate(zip(where.shape, shape, strict=True)):
        if axis != dim and count > available:
            raise RuntimeError(
                f"Size does not match at dimension {axis} expected index {list(where.shape)} to be "
                f"no larger than self {list(shape)} apart from dimension {dim}"
            )
    grid = list(np.indices(where.shape, sparse=True))
    grid[dim] = where
    return tuple(grid)


@operation
def gather(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """Along a dimension, the element that the index names for each place."""
    dim = dimension(input, dim)
    if input.array.ndim == 0:
        return input.clone()  # type: ignore[no-any-return]
    grid, shape = places(input, dim, index), input.array.shape
    rule = (input, lambda g: placed(g, grid, shape), index)
    return record(input.array[grid], input.dtype, "GatherBackward0", rule)


@operation
def scatter(input: Tensor, dim: int, index: Tensor, src: Any = None, value: Any = None) -> Tensor:
    """A copy with elements replaced at the places that gather would read."""
    src = value if src is None else src
    dim = dimension(input, dim)
    grid = places(input, dim, index)
    array = input.array.copy()
    if isinstance(src, Tensor):
        taken = tuple(slice(n) for n in index.array.shape)
        array[grid] = src.array[taken]
        if src._requires_grad:
            refuse("scatter() of a tensor that needs a gradient")
    else:
        array[grid] = src
    rule = (input, lambda g: scatter(g, dim, index, value=0), index)
    return record(array, input.dtype, "ScatterBackward0", rule)


@method
def scatter_(self: Tensor, dim: int, index: Tensor, src: Any = None, value: Any = None) -> Tensor:
    """The same in place."""
    return become(self, lambda: scatter(self, dim, index, src, value))


@operation
def index_select(input: Tensor, dim: int, index: Tensor) -> Any:
    """Places of a dimension, in the order of the index."""
    dim = dimension(input, dim)
    if index.array.size and index.array.max() >= input.array.shape[dim]:
        raise IndexError("index out of range in self")
    result = input[(*(slice(None),) * dim, index)]
    if result.grad_fn is not None:
        result.grad_fn.label = "IndexSelectBackward0"
    return result


@operation
def masked_select(input: Tensor, mask: Tensor) -> Any:
    """The elements where a mask holds, in one dimension."""
    return input.expand(np.broadcast_shapes(input.array.shape, mask.array.shape))[mask.expand_as(input)]


@operation
def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Tensor:
    """One number in place of the elements where a mask holds."""
    if mask.dtype is not bool_:
        raise RuntimeError(
            "masked_fill_ only supports boolean masks, but got mask with dtype "
            f"{mask.dtype.c_name}"
        )
    number = value.item() if isinstance(value, Tensor) else value
    try:
        array = np.where(mask.array, input.array.dtype.type(number), input.array)
    except ValueError:
        check_broadcastable(input, mask)
        raise
    rule = (input, lambda g: masked_fill(g, mask, 0), mask)
    return record(array, input.dtype, "MaskedFillBackward0", rule)


@method
def masked_fill_(self: Tensor, mask: Tensor, value: Any) -> Tensor:
    """The same in place."""
    return become(self, lambda: masked_fill(self, mask, value))


@operation
def nonzero(input: Tensor, as_tuple: bool = False) -> Any:
    """The places of what is not 0: a row each, or a tensor for each dimension."""
    found = [axis.astype("i8") for axis in np.nonzero(np.atleast_1d(input.array))]
    if as_tuple:
        return tuple(wrap(axis, int64) for axis in found)
    return wrap(np.stack(found, 1)[:, : input.array.ndim].copy(), int64)


@operation
def argwhere(input: Tensor) -> Any:
    """The places of what is not 0, a row each."""
    return nonzero(input)


# In place


@method
def fill_(self: Tensor, value: Any) -> Tensor:
    """The same number everywhere."""
    number = value.item() if isinstance(value, Tensor) else value
    return become(self, lambda: record(np.full_like(self.array, number), self.dtype, ""))


@method
def zero_(self: Tensor) -> Any:
    """0 everywhere."""
    return fill_(self, 0)


@method
def copy_(self: Tensor, src: Tensor) -> Tensor:
    """The numbers of another tensor, broadcast and in the type of this one."""
    return become(self, lambda: src.to(self.dtype).expand(self.array.shape).clone())
