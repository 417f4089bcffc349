"""Tensors out of numbers."""

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from . import errors
from .dtypes import FROM_NUMPY, dtype, float32, int64, meeting, of_number, rounded
from .errors import check, refuse
from .operations import FUNCTIONS, NUMBERS, function, named
from .shapes import sizes
from .tensor import Tensor, device, wrap


def started(name: str, make: Callable[[dtype], Any], own: dtype, **options: Any) -> Tensor:
    """A new tensor of what `make` gives for its type, which the options of `name` may choose."""
    for unknown in options.keys() - {"dtype", "device", "requires_grad"}:
        refuse(f"the argument {unknown!r} of {name}()")
    device(options.get("device"))
    to, needs_gradient = options.get("dtype") or own, options.get("requires_grad", False)
    check(isinstance(to, dtype), errors.NO_DTYPE, name, type(to).__name__, kind=TypeError)
    check(to.is_floating_point or not needs_gradient, errors.ONLY_FLOATS)
    return wrap(rounded(make(to), to), to).requires_grad_(needs_gradient)


@function
def tensor(data: Any, **options: Any) -> Any:
    """A tensor of a number, of nested lists, of an array or of another tensor, copied."""
    array, own = array_of(data)
    return started("tensor", lambda to: np.array(array), own, **options)


@function
def as_tensor(data: Any, **options: Any) -> Any:
    """A tensor as `tensor` makes it, of the same memory if that is possible."""
    if isinstance(data, Tensor):
        return data.to(**options)
    array, own = array_of(data)
    return started("as_tensor", lambda to: array, own, **options)


def array_of(data: Any) -> tuple[Any, dtype]:
    """The numbers as an array, and the type that they have of their own."""
    if isinstance(data, Tensor):
        return data.array, data.dtype
    if isinstance(data, np.ndarray | np.generic):
        if data.dtype not in FROM_NUMPY:
            refuse(f"a tensor of an array of numpy.{data.dtype}")
        # Where NumPy's own integers have 32 bits, as in the browser, they mean "integer".
        is_default = data.dtype == np.int32 and np.dtype(int) == np.int32
        return np.asarray(data), int64 if is_default else FROM_NUMPY[data.dtype]
    flat, shape = unnested(data)
    types = {each.dtype if isinstance(each, Tensor) else of_number(each) for each in flat}
    own = functools.reduce(meeting, types) if types else float32
    plain = [each.item() if isinstance(each, Tensor) else each for each in flat]
    # Python's numbers keep their precision here, for a type with more of it may be asked for.
    exact = "f8" if own.is_floating_point else own.numpy
    return np.array(plain, exact).reshape(shape), own


def unnested(data: Any, dim: int = 0) -> tuple[list[Any], tuple[int, ...]]:
    """The numbers of nested sequences, and their shape, if it is the same everywhere."""
    if not isinstance(data, list | tuple | range) and not getattr(data, "ndim", 0):
        check(not isinstance(data, str), "new(): invalid data type 'str'", kind=TypeError)
        is_number = isinstance(data, Tensor | NUMBERS)
        check(is_number, "Could not infer dtype of {}", type(data).__name__)
        return [data], ()
    parts = [unnested(each, dim + 1) for each in data]
    first = parts[0][1] if parts else ()
    for _, shape in parts:
        check(len(shape) == len(first), "not a sequence", kind=TypeError)
        for axis, (one, other) in enumerate(zip(first, shape, strict=True), dim + 1):
            check(one == other, errors.RAGGED, one, axis, other, kind=ValueError)
    return [number for numbers, _ in parts for number in numbers], (len(parts), *first)


def maker(name: str, make: Callable[[Any, dtype, Any], Any]) -> None:
    """Define an operation that makes a tensor of a shape, and one for the shape of another."""

    def body(*size: Any, generator: Any = None, **options: Any) -> Tensor:
        check(size, errors.MISSING_ARGUMENT, name, 1, "size", kind=TypeError)
        shape = sizes(size)
        least = min(shape, default=0)
        check(least >= 0, errors.NEGATIVE_DIMENSION, least, list(shape))
        return started(name, lambda to: make(shape, to, generator), float32, **options)

    def like(input: Tensor, **options: Any) -> Tensor:
        return body(input.array.shape, **{"dtype": input.dtype} | options)

    function(named(name, body))
    function(named(f"{name}_like", like))


maker("zeros", lambda shape, to, generator: np.zeros(shape, to.numpy))
maker("ones", lambda shape, to, generator: np.ones(shape, to.numpy))
maker("empty", lambda shape, to, generator: np.zeros(shape, to.numpy))
ones, zeros_like = FUNCTIONS["ones"], FUNCTIONS["zeros_like"]
FUNCTIONS["from_numpy"] = as_tensor


@function
def full(size: Any, fill_value: Any, **options: Any) -> Any:
    """One number everywhere."""
    array, own = array_of(fill_value)
    return started("full", lambda to: np.full((*size,), array, array.dtype), own, **options)


@function
def eye(n: int, m: int | None = None, **options: Any) -> Any:
    """1 on the diagonal, 0 elsewhere."""
    return started("eye", lambda to: np.eye(n, m), float32, **options)


@function
def arange(start: Any, end: Any = None, step: Any = 1, **options: Any) -> Any:
    """The numbers from `start`, or 0, in steps up to but without `end`."""
    start, end = (0, start) if end is None else (start, end)
    start, end, step = (v.item() if isinstance(v, Tensor) else v for v in (start, end, step))
    check((end - start) / step >= 0, "upper bound and lower bound inconsistent with step sign")
    has_fractions = any(isinstance(v, float) for v in (start, end, step))
    own, kind = (float32, "f8") if has_fractions else (int64, "i8")
    array = start + np.arange(math.ceil((end - start) / step), dtype=kind) * step
    return started("arange", lambda to: array, own, **options)


@function
def linspace(start: Any, end: Any, steps: int, **options: Any) -> Any:
    """Numbers from start to end, the halves counted from either end, as PyTorch rounds them."""

    def make(to: dtype) -> Any:
        of, count = to.compute.type, np.arange(steps, dtype=to.compute)
        step = (of(end) - of(start)) / of(max(steps - 1, 1))
        upwards, downwards = of(start) + step * count, of(end) - step * (of(steps - 1) - count)
        return np.where(count < max(steps // 2, steps == 1), upwards, downwards)

    return started("linspace", make, float32, **options)


@function
def logspace(start: Any, end: Any, steps: int, **options: Any) -> Any:
    """The powers of 10 whose exponents `linspace` gives."""
    return 10.0 ** linspace(start, end, steps, **options)


@function
def meshgrid(*tensors: Any, indexing: str = "ij") -> Any:
    """For vectors, the tensors that give each point of the grid its coordinates."""
    # NumPy's types name the two values that `indexing` may have; another raises.
    grids = np.meshgrid(*[each.numpy() for each in tensors], indexing=indexing)  # type: ignore[call-overload]
    return tuple(wrap(grid, each.dtype) for grid, each in zip(grids, tensors, strict=True))
