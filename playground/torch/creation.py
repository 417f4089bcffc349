"""Tensors out of numbers."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .conversions import cast
from .dtypes import FLOAT, FROM_NUMPY, bool_, dtype, float32, int32, int64, of_number
from .operations import FUNCTIONS, bad_argument, function
from .promotion import NUMBERS, meeting
from .refusal import refuse
from .shapes import sizes
from .tensor import Tensor, device, record, wrap


def started(name: str, tensor: Tensor, requires_grad: bool, on: Any) -> Tensor:
    """A new tensor, with the options that all that make one take."""
    device(on)
    if requires_grad and not tensor.dtype.is_floating_point:
        raise RuntimeError(
            "Only Tensors of floating point and complex dtype can require gradients"
        )
    return tensor.requires_grad_(requires_grad)


def checked_type(name: str, given: Any, otherwise: dtype) -> dtype:
    """The type asked for. Raises TypeError for what is none."""
    if given is None:
        return otherwise
    if not isinstance(given, dtype):
        raise TypeError(
            f"{name}(): argument 'dtype' must be torch.dtype, not {type(given).__name__}"
        )
    return given


@function
def tensor(
    data: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A tensor of a number, of nested lists, of an array or of another tensor, copied."""
    array, own = array_of(data)
    to = checked_type("tensor", dtype, own)
    return started("tensor", wrap(np.array(cast(array, to)), to), requires_grad, device)


def array_of(data: Any) -> tuple[Any, dtype]:
    """The numbers as an array, and the type that they have of their own."""
    if isinstance(data, Tensor):
        return data.array, data.dtype
    if isinstance(data, np.ndarray | np.generic):
        return np.asarray(data), type_of_array(np.asarray(data))
    shape = shape_of(data)
    flat = list(numbers_in(data, shape))
    own = functools.reduce(meeting, [type_of(each) for each in flat]) if flat else float32
    plain = [each.item() if isinstance(each, Tensor) else each for each in flat]
    # Python's numbers keep their precision here, for a type with more of it may be asked for.
    return np.array(plain, "f8" if own.is_floating_point else own.numpy).reshape(shape), own


def type_of(number: Any) -> dtype:
    """The type of a number among others."""
    return number.dtype if isinstance(number, Tensor) else of_number(number)


def type_of_array(array: Any) -> dtype:
    """PyTorch's type for the numbers of an array."""
    if array.dtype not in FROM_NUMPY:
        raise TypeError(
            f"can't convert np.ndarray of type {array.dtype.type.__module__}."
            f"{array.dtype.type.__name__}. The only supported types are: float64, float32, "
            "float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, "
            "uint8, and bool."
        )
    # Where NumPy's own integers have 32 bits, as in the browser, they mean "integer".
    own_integer = array.dtype == np.int32 and np.dtype(int) == np.int32
    return int64 if own_integer else FROM_NUMPY[array.dtype]


def shape_of(data: Any) -> tuple[int, ...]:
    """The shape that nested sequences have, told by the first of each."""
    shape = []
    while isinstance(data, list | tuple | range) or (isinstance(data, Tensor) and data.array.ndim):
        shape.append(len(data))
        if len(data) == 0:
            break
        data = data[0]
    if isinstance(data, str):
        if shape:
            raise ValueError("too many dimensions 'str'")
        raise TypeError("new(): invalid data type 'str'")
    if isinstance(data, np.ndarray):
        shape += data.shape
    return tuple(shape)


def numbers_in(data: Any, shape: tuple[int, ...], dim: int = 0) -> Any:
    """Each number of nested sequences. Raises for what has not the same shape everywhere."""
    if dim == len(shape):
        if isinstance(data, str):
            raise TypeError("new(): invalid data type 'str'")
        if isinstance(data, list | tuple):
            raise TypeError(f"must be real number, not {type(data).__name__}")
        if not isinstance(data, Tensor | NUMBERS):
            raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")
        yield data
        return
    if not isinstance(data, list | tuple | range | Tensor | np.ndarray):
        raise TypeError("not a sequence")
    if len(data) != shape[dim]:
        raise ValueError(
            f"expected sequence of length {shape[dim]} at dim {dim} (got {len(data)})"
        )
    for each in data:
        yield from numbers_in(each, shape, dim + 1)


@function
def as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Tensor:
    """A tensor as `tensor` makes it, of the same memory if that is possible."""
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)  # type: ignore[no-any-return]
    if isinstance(data, np.ndarray) and dtype is None and data.dtype in FROM_NUMPY:
        return from_numpy(data)  # type: ignore[no-any-return]
    return tensor(data, dtype=dtype, device=device)  # type: ignore[no-any-return]


@function
def from_numpy(ndarray: Any) -> Tensor:
    """A tensor in the memory of an array."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    to = type_of_array(ndarray)
    return wrap(ndarray.astype(to.numpy, copy=False), to)


@function
def is_tensor(obj: Any) -> bool:
    """Whether it is a tensor."""
    return isinstance(obj, Tensor)


# Filled


def shape_for(name: str, size: tuple[Any, ...], named: dict[str, Any]) -> tuple[int, ...]:
    """The shape of a new tensor. Raises for what is none."""
    if "size" in named:
        size = (named.pop("size"),)
    if not size:
        raise TypeError(f'{name}() missing 1 required positional arguments: "size"')
    shape = sizes(name, size)
    if any(n < 0 for n in shape):
        if name in ("zeros", "ones"):
            raise RuntimeError(f"{name}: Dimension size must be non-negative.")
        negative = next(n for n in shape if n < 0)
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {negative}: {list(shape)}"
        )
    return shape


def define_filled(name: str, fill: Callable[..., Any]) -> None:
    """Define an operation that makes a tensor of a shape, and one for the shape of another."""

    def body(
        *size: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False, **named: Any
    ) -> Tensor:
        shape = shape_for(name, size, named)
        for unknown in named:
            refuse(f"the argument {unknown!r} of {name}()")
        to = checked_type(name, dtype, float32)
        return started(name, wrap(fill(shape, to.numpy), to), requires_grad, device)

    def like(
        input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
    ) -> Tensor:
        to = checked_type(name, dtype, input.dtype)
        made = wrap(fill(input.array.shape, to.numpy), to)
        return started(name, made, requires_grad, device)

    body.__name__, like.__name__ = name, f"{name}_like"
    body.__doc__ = f"A tensor of {name} in a shape."
    like.__doc__ = f"A tensor of {name} in the shape of another."
    function(body)
    function(like)


define_filled("zeros", np.zeros)
define_filled("ones", np.ones)
define_filled("empty", np.zeros)

zeros, ones = FUNCTIONS["zeros"], FUNCTIONS["ones"]
zeros_like, ones_like = FUNCTIONS["zeros_like"], FUNCTIONS["ones_like"]


@function
def full(
    size: Any, fill_value: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """One number everywhere."""
    if not isinstance(size, tuple | list):
        bad_argument("full", "size", 1, "tuple of ints", size)
    number = fill_value.item() if isinstance(fill_value, Tensor) else fill_value
    to = checked_type("full", dtype, of_number(number))
    array = cast(np.full(sizes("full", (size,)), number, "f8" if to.category == FLOAT else to.numpy), to)
    return started("full", wrap(array, to), requires_grad, device)


@function
def full_like(input: Tensor, fill_value: Any, *, dtype: Any = None) -> Any:
    """One number everywhere, in the shape and type of another tensor."""
    return full(input.array.shape, fill_value, dtype=dtype or input.dtype)


@function
def eye(n: int, m: int | None = None, *, dtype: Any = None) -> Tensor:
    """1 on the diagonal, 0 elsewhere."""
    if n < 0:
        raise RuntimeError(f"n must be greater or equal to 0, got {n}")
    to = checked_type("eye", dtype, float32)
    return wrap(np.eye(n, m, dtype=to.numpy), to)


# Sequences


@function
def arange(
    start: Any, end: Any = None, step: Any = 1, *, dtype: Any = None, requires_grad: bool = False
) -> Tensor:
    """The numbers from `start`, or 0, in steps up to but without `end`."""
    if end is None:
        start, end = 0, start
    start, end, step = (v.item() if isinstance(v, Tensor) else v for v in (start, end, step))
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) / step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    has_fractions = any(isinstance(v, float) for v in (start, end, step))
    to = checked_type("arange", dtype, float32 if has_fractions else int64)
    count = np.arange(math.ceil((end - start) / step), dtype="f8" if has_fractions else "i8")
    array = cast(np.asarray(start + count * step), to)
    return started("arange", wrap(array, to), requires_grad, None)


def evenly_spaced(start: Any, end: Any, steps: int, to: dtype) -> Any:
    """Numbers from start to end, the halves counted from either end, as PyTorch rounds them."""
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    of = to.compute.type
    if steps < 2:
        return np.full(steps, of(start), to.compute)
    step = (of(end) - of(start)) / of(steps - 1)
    count = np.arange(steps, dtype=to.compute)
    upwards, downwards = of(start) + step * count, of(end) - step * (of(steps - 1) - count)
    return np.where(count < steps // 2, upwards, downwards)


@function
def linspace(
    start: Any, end: Any, steps: int, *, dtype: Any = None, requires_grad: bool = False
) -> Tensor:
    """Numbers at equal distances from `start` to `end`, both included."""
    to = checked_type("linspace", dtype, float32)
    start, end = (v.item() if isinstance(v, Tensor) else v for v in (start, end))
    array = cast(evenly_spaced(start, end, steps, to), to)
    return started("linspace", wrap(array, to), requires_grad, None)


@function
def logspace(start: Any, end: Any, steps: int, base: float = 10.0, *, dtype: Any = None) -> Tensor:
    """The powers of `base` whose exponents `linspace` gives."""
    to = checked_type("logspace", dtype, float32)
    exponents = evenly_spaced(start, end, steps, to)
    return wrap(cast(np.power(to.compute.type(base), exponents), to), to)


@function
def meshgrid(*tensors: Any, indexing: str = "ij") -> tuple[Tensor, ...]:
    """For vectors, the tensors that give each point of the grid its coordinates."""
    vectors = list(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], list | tuple) else tensors
    if any(each._requires_grad for each in vectors):
        refuse("the gradient of meshgrid")
    grids = np.meshgrid(*[each.array for each in vectors], indexing=indexing)  # type: ignore[call-overload]
    return tuple(wrap(grid, each.dtype) for grid, each in zip(grids, vectors, strict=True))

