"""Operations that reduce dimensions: sums, means, extremes, order."""

from __future__ import annotations

import builtins
import collections
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .dtypes import FLOAT, bool_, dtype, float32, int64, rounded
from .operations import operation
from .refusal import no_gradient, refuse
from .tensor import Tensor, dimension, record, save_output, wrap


def axes(tensor: Tensor, dim: Any) -> tuple[int, ...]:
    """The dimensions to reduce, counted from the front: all, if `dim` is None or empty."""
    if dim is None or dim in ((), []):
        return tuple(range(tensor.array.ndim))
    chosen = tuple(dimension(tensor, each) for each in (dim if isinstance(dim, tuple | list) else (dim,)))
    for each in chosen:
        if chosen.count(each) > 1:
            raise RuntimeError(f"dim {each} appears multiple times in the list of dims")
    return tuple(each for each in chosen if tensor.array.ndim)


def kept(shape: tuple[int, ...], reduced: tuple[int, ...]) -> tuple[int, ...]:
    """The shape with length 1 where it was reduced."""
    return tuple(1 if i in reduced else n for i, n in enumerate(shape))


def count_along(tensor: Tensor, reduced: tuple[int, ...]) -> int:
    """How many numbers one result comes from."""
    return math.prod(tensor.array.shape[i] for i in reduced)


def label_of(name: str, dim: Any) -> str:
    """PyTorch's name of the node: 0 over all, 1 along dimensions."""
    return f"{name}Backward{int(dim is not None)}"


@operation
def sum(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum along dimensions; of integers, as int64."""
    to = dtype or (input.dtype if input.dtype.category == FLOAT else int64)
    reduced = axes(input, dim)
    array = input.array.sum(axis=reduced, keepdims=keepdim, dtype=to.compute)
    shape = input.array.shape

    def rule(g: Tensor) -> Any:
        return g.reshape(kept(shape, reduced)).expand(shape)

    return record(rounded(np.asarray(array), to), to, label_of("Sum", dim), (input, rule))


@operation
def mean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean along dimensions."""
    to = dtype or input.dtype
    if to.category != FLOAT:
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or "
            f"complex dtype. Got: {to.title}"
        )
    reduced = axes(input, dim)
    count = count_along(input, reduced)
    total = input.array.sum(axis=reduced, keepdims=keepdim, dtype=to.compute)
    shape = input.array.shape

    def rule(g: Tensor) -> Any:
        return (g / count).reshape(kept(shape, reduced)).expand(shape)

    array = np.asarray(total / to.compute.type(count))
    return record(rounded(array, to), to, label_of("Mean", dim), (input, rule))


def _variance(
    name: str, input: Tensor, dim: Any, unbiased: Any, correction: float, keepdim: bool
) -> Tensor:
    """The variance along dimensions or, by name, its square root."""
    if input.dtype.category != FLOAT:
        raise RuntimeError("std and var only support floating point and complex dtypes")
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if unbiased is not None:
        correction = int(unbiased)
    reduced = axes(input, dim)
    free = np.maximum(count_along(input, reduced) - correction, 0).astype("f8")
    centred = input.array - input.array.mean(axis=reduced, keepdims=True, dtype=input.dtype.compute)
    array = np.square(centred).sum(axis=reduced, keepdims=keepdim, dtype=input.dtype.compute) / free
    array = np.sqrt(array) if name == "Std" else array
    array = rounded(np.asarray(array), input.dtype)
    shape = kept(input.array.shape, reduced)

    def rule(g: Tensor) -> Any:
        deviation = input - input.mean(reduced, keepdim=True)
        if name == "Std":
            g = (g / (result * 2)).masked_fill(result == 0, 0)
        return (2 / float(free)) * g.reshape(shape) * deviation

    result = record(array, input.dtype, f"{name}Backward0", (input, rule, input))
    return save_output(result) if name == "Std" else result


@operation
def var(
    input: Tensor,
    dim: Any = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float = 1,
) -> Tensor:
    """The variance; divided by the count less `correction`."""
    return _variance("Var", input, dim, unbiased, correction, keepdim)


@operation
def std(
    input: Tensor,
    dim: Any = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float = 1,
) -> Tensor:
    """The square root of the variance."""
    return _variance("Std", input, dim, unbiased, correction, keepdim)


@operation
def prod(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """The product along one dimension, or of all."""
    to = input.dtype if input.dtype.category == FLOAT else int64
    reduced = axes(input, dim)
    array = input.array.prod(axis=reduced, keepdims=keepdim, dtype=to.compute)
    shape = kept(input.array.shape, reduced)

    def rule(g: Tensor) -> Any:
        if not bool((input != 0).all()):
            refuse("the gradient of prod() with a factor 0")
        return (g * result).reshape(shape) / input

    result = record(rounded(np.asarray(array), to), to, label_of("Prod", dim), (input, rule, input))
    return save_output(result)


@operation
def norm(input: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False) -> Tensor:
    """The Euclidean norm; with p = 1 the sum of absolute values, with p = inf the largest."""
    if p == 1:
        return input.abs().sum(dim, keepdim)  # type: ignore[no-any-return]
    if p == math.inf:
        return input.abs().amax(() if dim is None else dim, keepdim)  # type: ignore[no-any-return]
    if p not in (2, "fro", None):
        refuse(f"norm() with p={p}")
    reduced = axes(input, dim)
    squares = np.square(input.array.astype(input.dtype.compute))
    array = np.sqrt(squares.sum(axis=reduced, keepdims=keepdim, dtype=input.dtype.compute))
    shape = kept(input.array.shape, reduced)

    def rule(g: Tensor) -> Any:
        length = result.reshape(shape)
        return (g.reshape(shape) * input / length).masked_fill(length == 0, 0)

    array = rounded(np.asarray(array), input.dtype)
    result = record(array, input.dtype, "LinalgVectorNormBackward0", (input, rule, input))
    return save_output(result)


@operation
def logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Tensor:
    """ln of the sum of e^x along dimensions, with the largest taken out first."""
    if input.dtype.category != FLOAT:
        input = input.to(float32)
    reduced = axes(input, dim)
    x = input.array.astype(input.dtype.compute)
    largest = x.max(axis=reduced, keepdims=True) if x.size else np.zeros(kept(x.shape, reduced), x.dtype)
    largest = np.where(np.isfinite(largest), largest, x.dtype.type(0))
    array = np.log(np.exp(x - largest).sum(axis=reduced, keepdims=True)) + largest
    shape = array.shape
    if not keepdim:
        array = array.squeeze(reduced)

    def rule(g: Tensor) -> Any:
        return g.reshape(shape) * (input - result.reshape(shape)).exp()

    array = rounded(np.asarray(array), input.dtype)
    result = record(array, input.dtype, "LogsumexpBackward0", (input, rule, input))
    return save_output(result)


# Truth


@operation
def all(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether all are true."""
    array = input.array.astype(bool).all(axis=axes(input, dim), keepdims=keepdim)
    return wrap(np.asarray(array), bool_)


@operation
def any(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether one is true."""
    array = input.array.astype(bool).any(axis=axes(input, dim), keepdims=keepdim)
    return wrap(np.asarray(array), bool_)


@operation
def count_nonzero(input: Tensor, dim: Any = None) -> Tensor:
    """How many are not 0."""
    return (input != 0).sum(dim)  # type: ignore[no-any-return]


@operation
def nanmean(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """The mean of those that are numbers."""
    is_number = ~input.isnan()
    total = input.masked_fill(~is_number, 0).sum(dim, keepdim)
    return total / is_number.sum(dim, keepdim)  # type: ignore[no-any-return]


# Extremes and order


def pair(name: str, values: Any, indices: Tensor) -> Any:
    """A named tuple of values and indices, written as PyTorch writes it."""

    def text(self: Any) -> str:
        return f"torch.return_types.{name}(\nvalues={self.values!r},\nindices={self.indices!r})"

    kind = PAIRS.get(name)
    if kind is None:
        kind = PAIRS[name] = collections.namedtuple(name, ["values", "indices"])  # type: ignore[misc]
        kind.__repr__ = text
    return kind(values, indices)


PAIRS: dict[str, Any] = {}


def picked(input: Tensor, dim: int, indices: Any, label: str, keepdim: bool = True) -> Any:
    """The values at places along a dimension, and the places."""
    places = wrap(indices.astype("i8"), int64)
    values = input.gather(dim, places) if input.array.ndim else input.clone()
    if not keepdim and input.array.ndim:
        values, places = values.squeeze(dim), places.squeeze(dim)
    if values.grad_fn is not None:
        values.grad_fn.label = label
    return values, places


def extreme(
    name: str, most: Callable[..., Any], place: Callable[..., Any], input: Tensor, dim: Any, keepdim: bool
) -> Any:
    """max and min: of all, or along a dimension with the place of each."""
    if isinstance(dim, Tensor):
        return getattr(input, f"{name}imum")(dim)
    if dim is None:
        if input.array.size == 0:
            raise RuntimeError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                "Specify the reduction dim with the 'dim' argument."
            )
        return amost(f"{name.capitalize()}Backward1", most, input, (), False)
    dim = dimension(input, dim)
    check_not_empty(name, input, dim)
    places = np.expand_dims(place(input.array, axis=dim), dim) if input.array.ndim else np.array(0)
    found = picked(input, dim, places, f"{name.capitalize()}Backward0", keepdim)
    return pair(name, *found)


def check_not_empty(name: str, input: Tensor, dim: int) -> None:
    """Raise IndexError for the extreme of nothing."""
    if input.array.ndim and input.array.shape[dim] == 0:
        raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")


def amost(label: str, most: Callable[..., Any], input: Tensor, dim: Any, keepdim: bool) -> Tensor:
    """The largest or smallest along dimensions; all that are it share the gradient."""
    reduced = axes(input, dim)
    array = np.asarray(most(input.array, axis=reduced, keepdims=True))
    shape = array.shape

    def rule(g: Tensor) -> Any:
        is_it = (input == result.reshape(shape)).to(g.dtype)
        return is_it / is_it.sum(reduced, keepdim=True) * g.reshape(shape)

    array = array if keepdim else array.squeeze(reduced)
    result = record(array, input.dtype, label, (input, rule, input))
    return save_output(result)


@operation
def max(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The largest of all, or the largest along a dimension and where it is."""
    return extreme("max", np.max, np.argmax, input, dim, keepdim)


@operation
def min(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The smallest of all, or the smallest along a dimension and where it is."""
    return extreme("min", np.min, np.argmin, input, dim, keepdim)


@operation
def amax(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
    """The largest along dimensions."""
    return amost("AmaxBackward0", np.max, input, dim, keepdim)


@operation
def amin(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
    """The smallest along dimensions."""
    return amost("AminBackward0", np.min, input, dim, keepdim)


def place_of(name: str, place: Callable[..., Any], input: Tensor, dim: Any, keepdim: bool) -> Tensor:
    """argmax and argmin."""
    if dim is None:
        if input.array.size == 0:
            raise IndexError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
            )
        array = place(input.array, keepdims=keepdim)
    else:
        dim = dimension(input, dim)
        check_not_empty(name, input, dim)
        array = place(input.array, axis=dim, keepdims=keepdim) if input.array.ndim else 0
    return wrap(np.asarray(array).astype("i8"), int64)


@operation
def argmax(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Where the largest is, the first if there are several."""
    return place_of("argmax", np.argmax, input, dim, keepdim)


@operation
def argmin(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Where the smallest is, the first if there are several."""
    return place_of("argmin", np.argmin, input, dim, keepdim)


def order(array: Any, dim: int, descending: bool) -> Any:
    """The places of the numbers in order; equal ones keep theirs."""
    if array.ndim == 0:
        return np.zeros((), "i8")
    if not descending:
        return np.argsort(array, axis=dim, kind="stable")
    backwards = np.argsort(np.flip(array, dim), axis=dim, kind="stable")
    return array.shape[dim] - 1 - np.flip(backwards, dim)


@operation
def sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Any:
    """The numbers in order along a dimension, and where each was."""
    dim = dimension(input, dim)
    return pair("sort", *picked(input, dim, order(input.array, dim, descending), "SortBackward0"))


@operation
def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    """Where the numbers in order are."""
    return wrap(order(input.array, dimension(input, dim), descending).astype("i8"), int64)


@operation
def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> Any:
    """The k largest along a dimension, and where they are."""
    dim = dimension(input, dim)
    if k > (input.array.shape[dim] if input.array.ndim else 1):
        raise RuntimeError("selected index k out of range")
    places = order(input.array, dim, largest)
    if places.ndim:
        places = np.take(places, range(k), dim)
    return pair("topk", *picked(input, dim, places, "TopkBackward0"))


@operation
def median(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The lower one of the two in the middle; nan if there is one."""
    if dim is not None:
        refuse("median() along a dimension")
    flat = np.sort(input.array, axis=None)
    array = flat[-1] if np.isnan(flat[-1:]).any() else flat[(flat.size - 1) // 2]
    return record(array, input.dtype, "MedianBackward0", (input, no_gradient("median")))


@operation
def unique(input: Tensor, sorted: bool = True) -> Tensor:
    """The different numbers in order."""
    return wrap(np.unique(input.array), input.dtype)


@operation
def bincount(input: Tensor, weights: Any = None, minlength: int = 0) -> Tensor:
    """How often each integer from 0 on occurs, or the sum of the weights of its places."""
    if input.dtype.category == FLOAT:
        raise NotImplementedError(f"\"bincount_cpu\" not implemented for '{input.dtype.title}'")
    if input.array.ndim != 1 or builtins.any(input.array < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    places = input.array.astype(np.intp)
    if weights is None:
        return wrap(np.bincount(places, minlength=minlength).astype("i8"), int64)
    to: dtype = weights.dtype if weights.dtype is float32 else bool_
    array = np.bincount(places, weights.array, minlength)
    return wrap(array.astype("f4" if to is float32 else "f8"))


@operation
def cumsum(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """The sums of all up to each along a dimension."""
    dim = dimension(input, dim)
    to = dtype or (input.dtype if input.dtype.category == FLOAT else int64)
    array = np.cumsum(input.array, axis=dim, dtype=to.compute) if input.array.ndim else input.array.copy()
    rule = (input, lambda g: g.flip(dim).cumsum(dim).flip(dim) if input.array.ndim else g)
    return record(rounded(array, to), to, "CumsumBackward0", rule)
