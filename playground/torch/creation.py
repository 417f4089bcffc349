"""Tensors out of numbers."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import errors
from .conversions import cast
from .dtypes import FROM_NUMPY, dtype, float32, int64, of_number
from .operations import FUNCTIONS, function, wrong_argument
from .promotion import NUMBERS, meeting
from .refusal import refuse
from .shapes import sizes
from .tensor import Tensor, device, wrap


def started(array: Any, to: dtype, requires_grad: bool = False, on: Any = None) -> Tensor:
    """A new tensor of a type, with the options that all that make one take."""
    device(on)
    if requires_grad and not to.is_floating_point:
        raise RuntimeError(errors.ONLY_FLOATS)
    return wrap(cast(np.asarray(array), to), to).requires_grad_(requires_grad)


def checked_type(name: str, given: Any, otherwise: dtype) -> dtype:
    """The type asked for. Raises TypeError for what is none."""
    if given is not None and not isinstance(given, dtype):
        raise TypeError(errors.NO_DTYPE.format(name, type(given).__name__))
    return given or otherwise


@function
def tensor(data: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False) -> Any:
    """A tensor of a number, of nested lists, of an array or of another tensor, copied."""
    array, own = array_of(data)
    return started(np.array(array), checked_type("tensor", dtype, own), requires_grad, device)


def array_of(data: Any) -> tuple[Any, dtype]:
    """The numbers as an array, and the type that they have of their own."""
    if isinstance(data, Tensor):
        return data.array, data.dtype
    if isinstance(data, np.ndarray | np.generic):
        return np.asarray(data), type_of_array(np.asarray(data))
    shape = shape_of(data)
    flat = list(numbers_in(data, shape))
    types = {each.dtype if isinstance(each, Tensor) else of_number(each) for each in flat}
    own = functools.reduce(meeting, types) if types else float32
    plain = [each.item() if isinstance(each, Tensor) else each for each in flat]
    # Python's numbers keep their precision here, for a type with more of it may be asked for.
    return np.array(plain, "f8" if own.is_floating_point else own.numpy).reshape(shape), own


def type_of_array(array: Any) -> dtype:
    """PyTorch's type for the numbers of an array."""
    if array.dtype not in FROM_NUMPY:
        raise TypeError(errors.ARRAY_TYPE.format(array.dtype.type.__name__))
    # Where NumPy's own integers have 32 bits, as in the browser, they mean "integer".
    is_default = array.dtype == np.int32 and np.dtype(int) == np.int32
    return int64 if is_default else FROM_NUMPY[array.dtype]


def is_nested(data: Any) -> bool:
    """Whether it holds further data."""
    return isinstance(data, list | tuple | range) or bool(getattr(data, "ndim", 0))


def shape_of(data: Any) -> tuple[int, ...]:
    """The shape that nested sequences have, told by the first of each."""
    shape: list[int] = []
    while is_nested(data):
        shape.append(len(data))
        if len(data) == 0:
            break
        data = data[0]
    if isinstance(data, str):
        raise ValueError(errors.TEXTS) if shape else TypeError(errors.TEXT)
    return tuple(shape)


def numbers_in(data: Any, shape: tuple[int, ...], dim: int = 0) -> Iterator[Any]:
    """Each number of nested sequences. Raises for what has not the same shape everywhere."""
    if dim == len(shape):
        if isinstance(data, str):
            raise TypeError(errors.TEXT)
        if not isinstance(data, Tensor | NUMBERS):
            raise RuntimeError(errors.NO_NUMBER.format(type(data).__name__))
        yield data
        return
    if not is_nested(data):
        raise TypeError(errors.NO_SEQUENCE)
    if len(data) != shape[dim]:
        raise ValueError(errors.RAGGED.format(shape[dim], dim, len(data)))
    for each in data:
        yield from numbers_in(each, shape, dim + 1)


@function
def as_tensor(data: Any, dtype: Any = None) -> Any:
    """A tensor as `tensor` makes it, of the same memory if that is possible."""
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)
    if isinstance(data, np.ndarray) and dtype is None:
        return from_numpy(data)
    return tensor(data, dtype=dtype)


@function
def from_numpy(ndarray: Any) -> Any:
    """A tensor in the memory of an array."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(errors.NO_ARRAY.format(type(ndarray).__name__))
    return started(ndarray, type_of_array(ndarray))


@function
def is_tensor(obj: Any) -> bool:
    """Whether it is a tensor."""
    return isinstance(obj, Tensor)


# Filled


def shape_for(name: str, size: tuple[Any, ...], named: dict[str, Any]) -> tuple[int, ...]:
    """The shape of a new tensor. Raises for what is none."""
    if "size" in named:
        size = (named.pop("size"),)
    for unknown in named:
        refuse(f"the argument {unknown!r} of {name}()")
    if not size:
        raise TypeError(errors.MISSING_ARGUMENT.format(name, 1, "size"))
    shape = sizes(name, size)
    negative = [n for n in shape if n < 0]
    if negative and name in ("zeros", "ones"):
        raise RuntimeError(errors.NEGATIVE_SIZE.format(name))
    if negative:
        raise RuntimeError(errors.NEGATIVE_DIMENSION.format(negative[0], list(shape)))
    return shape


def define_maker(name: str, make: Callable[[Any, dtype, Any], Any]) -> None:
    """Define an operation that makes a tensor of a shape, and one for the shape of another."""

    def body(
        *size: Any,
        dtype: Any = None,
        device: Any = None,
        requires_grad: bool = False,
        generator: Any = None,
        **named: Any,
    ) -> Tensor:
        shape, to = shape_for(name, size, named), checked_type(name, dtype, float32)
        return started(make(shape, to, generator), to, requires_grad, device)

    def like(input: Tensor, **options: Any) -> Tensor:
        return body(input.array.shape, **{"dtype": input.dtype} | options)

    body.__name__, like.__name__ = name, f"{name}_like"
    function(body)
    FUNCTIONS[like.__name__] = like


define_maker("zeros", lambda shape, to, generator: np.zeros(shape, to.numpy))
define_maker("ones", lambda shape, to, generator: np.ones(shape, to.numpy))
define_maker("empty", lambda shape, to, generator: np.zeros(shape, to.numpy))


@function
def full(size: Any, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False) -> Any:
    """One number everywhere."""
    if not isinstance(size, tuple | list):
        wrong_argument("full", "size", 1, "tuple of ints", size)
    array, own = array_of(fill_value)
    to = checked_type("full", dtype, own)
    return started(np.full(sizes("full", (size,)), array, array.dtype), to, requires_grad)


@function
def eye(n: int, m: int | None = None, *, dtype: Any = None) -> Any:
    """1 on the diagonal, 0 elsewhere."""
    if n < 0:
        raise RuntimeError(errors.NEGATIVE_EYE.format(n))
    return started(np.eye(n, m), checked_type("eye", dtype, float32))


# Sequences


@function
def arange(
    start: Any, end: Any = None, step: Any = 1, *, dtype: Any = None, requires_grad: bool = False
) -> Any:
    """The numbers from `start`, or 0, in steps up to but without `end`."""
    start, end = (0, start) if end is None else (start, end)
    start, end, step = (v.item() if isinstance(v, Tensor) else v for v in (start, end, step))
    if step == 0:
        raise RuntimeError(errors.ZERO_STEP)
    if (end - start) / step < 0:
        raise RuntimeError(errors.STEP_SIGN)
    has_fractions = any(isinstance(v, float) for v in (start, end, step))
    to = checked_type("arange", dtype, float32 if has_fractions else int64)
    count = np.arange(math.ceil((end - start) / step), dtype="f8" if has_fractions else "i8")
    return started(start + count * step, to, requires_grad)


def evenly_spaced(start: Any, end: Any, steps: int, to: dtype) -> Any:
    """Numbers from start to end, the halves counted from either end, as PyTorch rounds them."""
    if steps < 0:
        raise RuntimeError(errors.NEGATIVE_STEPS)
    of = to.compute.type
    start, end = of(start), of(end)
    step = (end - start) / of(max(steps - 1, 1))
    count = np.arange(steps, dtype=to.compute)
    downwards = end - step * (of(steps - 1) - count)
    return np.where(count < max(steps // 2, steps == 1), start + step * count, downwards)


@function
def linspace(
    start: Any, end: Any, steps: int, *, dtype: Any = None, requires_grad: bool = False
) -> Any:
    """Numbers at equal distances from `start` to `end`, both included."""
    to = checked_type("linspace", dtype, float32)
    return started(evenly_spaced(start, end, steps, to), to, requires_grad)


@function
def logspace(start: Any, end: Any, steps: int, base: float = 10.0, *, dtype: Any = None) -> Any:
    """The powers of `base` whose exponents `linspace` gives."""
    to = checked_type("logspace", dtype, float32)
    return started(np.power(to.compute.type(base), evenly_spaced(start, end, steps, to)), to)


@function
def meshgrid(*tensors: Any, indexing: str = "ij") -> Any:
    """For vectors, the tensors that give each point of the grid its coordinates."""
    if any(each._requires_grad for each in tensors):
        refuse("the gradient of meshgrid")
    # NumPy's types name the two values that `indexing` may have; another raises.
    grids = np.meshgrid(*[each.array for each in tensors], indexing=indexing)  # type: ignore[call-overload]
    return tuple(wrap(grid, each.dtype) for grid, each in zip(grids, tensors, strict=True))


zeros, zeros_like = FUNCTIONS["zeros"], FUNCTIONS["zeros_like"]
