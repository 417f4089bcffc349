"""Operations that reduce dimensions: sums, means, extremes, order."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import errors
from .dtypes import FLOAT, bool_, float32, int64, rounded
from .operations import operation
from .refusal import no_gradient, refuse
from .tensor import Tensor, dimension, record, relabel, save_output, wrap

Compute = Callable[..., Any]


def axes(tensor: Tensor, dim: Any) -> tuple[int, ...]:
    """The dimensions to reduce, counted from the front: all, if `dim` is None or empty."""
    if dim is None or dim in ((), []):
        return tuple(range(tensor.array.ndim))
    chosen = [dimension(tensor, each) for each in (dim if isinstance(dim, tuple | list) else [dim])]
    for each in chosen:
        if chosen.count(each) > 1:
            raise RuntimeError(errors.REPEATED_DIMENSION.format(each))
    return tuple(chosen) if tensor.array.ndim else ()


def kept(tensor: Tensor, reduced: tuple[int, ...]) -> tuple[int, ...]:
    """The shape with length 1 where it was reduced."""
    return tuple(1 if i in reduced else n for i, n in enumerate(tensor.array.shape))


def total(array: Any, reduced: tuple[int, ...], keepdim: bool, to: Any) -> Any:
    """The sum in the type in which PyTorch sums; that of negative zeros is 0."""
    return array.sum(axis=reduced, keepdims=keepdim, dtype=to.compute, initial=0)


@operation
def sum(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    """The sum along dimensions; of integers, as int64."""
    to = dtype or (input.dtype if input.dtype.category == FLOAT else int64)
    reduced, shape = axes(input, dim), input.array.shape
    array = total(input.array, reduced, keepdim, to)
    label = f"SumBackward{int(dim is not None)}"
    rule = (input, lambda g: g.reshape(kept(input, reduced)).expand(shape))
    return record(rounded(np.asarray(array), to), to, label, rule)


@operation
def mean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    """The mean along dimensions."""
    to = dtype or input.dtype
    if to.category != FLOAT:
        raise RuntimeError(errors.MEAN_OF_INTEGERS.format(to.title))
    reduced, shape = axes(input, dim), input.array.shape
    count = math.prod(shape[i] for i in reduced)
    array = total(input.array, reduced, keepdim, to)
    array = rounded(np.asarray(array / to.compute.type(count)), to)
    rule = (input, lambda g: (g / count).reshape(kept(input, reduced)).expand(shape))
    return record(array, to, f"MeanBackward{int(dim is not None)}", rule)


@operation
def var(
    input: Tensor,
    dim: Any = None,
    unbiased: bool = True,
    keepdim: bool = False,
    *,
    correction: float = 1,
) -> Any:
    """The variance along dimensions, divided by the count less `correction`."""
    reduced, array, slope = spread(input, dim, correction if unbiased else 0, keepdim)

    def rule(g: Tensor) -> Any:
        return g.reshape(kept(input, reduced)) * slope()

    return record(array, input.dtype, "VarBackward0", (input, rule, input))


def spread(input: Tensor, dim: Any, correction: float, keepdim: bool) -> Any:
    """The dimensions to reduce, the variance along them, and what gives its derivative."""
    if input.dtype.category != FLOAT:
        raise RuntimeError(errors.VARIANCE_OF_INTEGERS)
    to, reduced, shape = input.dtype, axes(input, dim), input.array.shape
    count = math.prod(shape[i] for i in reduced)
    free = count - correction if count > correction else 0
    centred = input.array - input.array.mean(axis=reduced, keepdims=True, dtype=to.compute)
    squares = np.square(centred).sum(axis=reduced, keepdims=keepdim, dtype=to.compute)
    array = rounded(np.asarray(squares / to.compute.type(free)), to)
    factor = 2 / free if free else math.inf
    return reduced, array, lambda: factor * (input - input.mean(reduced, keepdim=True))


@operation
def std(
    input: Tensor,
    dim: Any = None,
    unbiased: bool = True,
    keepdim: bool = False,
    *,
    correction: float = 1,
) -> Any:
    """The square root of the variance."""
    reduced, array, slope = spread(input, dim, correction if unbiased else 0, keepdim)

    def rule(g: Tensor) -> Any:
        half = (g / (result * 2)).masked_fill(result == 0, 0)
        return half.reshape(kept(input, reduced)) * slope()

    array = rounded(np.asarray(np.sqrt(array)), input.dtype)
    return save_output(result := record(array, input.dtype, "StdBackward0", (input, rule, input)))


@operation
def prod(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The product of all, or along a dimension."""
    to = input.dtype if input.dtype.category == FLOAT else int64
    reduced = axes(input, dim)
    array = input.array.prod(axis=reduced, keepdims=keepdim, dtype=to.compute)

    def rule(g: Tensor) -> Any:
        if (input.array == 0).any():
            refuse("the gradient of prod() with a factor 0")
        return (g * result).reshape(kept(input, reduced)) / input

    label = f"ProdBackward{int(dim is not None)}"
    result = record(rounded(np.asarray(array), to), to, label, (input, rule, input))
    return save_output(result)


@operation
def norm(input: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False) -> Any:
    """The root of the sum of squares along dimensions."""
    if p not in (2, "fro"):
        refuse(f"norm() with p={p}")
    if input.dtype.category != FLOAT:
        raise RuntimeError(errors.NORM_OF_INTEGERS.format(input.dtype.title))
    reduced, to = axes(input, dim), input.dtype
    squares = np.square(input.array.astype(to.compute))
    array = np.sqrt(squares.sum(axis=reduced, keepdims=keepdim, dtype=to.compute))

    def rule(g: Tensor) -> Any:
        length = result.reshape(kept(input, reduced))
        return (g.reshape(length.shape) * input / length).masked_fill(length == 0, 0)

    array = rounded(np.asarray(array), to)
    result = record(array, to, "LinalgVectorNormBackward0", (input, rule, input))
    return save_output(result)


@operation
def logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Any:
    """Ln of the sum of e^x along dimensions, with the largest taken out first."""
    if input.dtype.category != FLOAT:
        input = input.to(float32)
    reduced = axes(input, dim)
    x = input.array.astype(input.dtype.compute)
    largest = x.max(axis=reduced, keepdims=True, initial=-np.inf)
    largest = np.where(np.isfinite(largest), largest, x.dtype.type(0))
    array = np.log(np.exp(x - largest).sum(axis=reduced, keepdims=True)) + largest

    def rule(g: Tensor) -> Any:
        shape = kept(input, reduced)
        return g.reshape(shape) * (input - result.reshape(shape)).exp()

    array = rounded(np.asarray(array if keepdim else array.squeeze(reduced)), input.dtype)
    result = record(array, input.dtype, "LogsumexpBackward0", (input, rule, input))
    return save_output(result)


@operation
def all(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """Whether all are true."""
    return wrap(input.array.astype(bool).all(axis=axes(input, dim), keepdims=keepdim), bool_)


@operation
def any(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """Whether one is true."""
    return wrap(input.array.astype(bool).any(axis=axes(input, dim), keepdims=keepdim), bool_)


@operation
def nanmean(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The mean of those that are numbers."""
    if input.dtype.category != FLOAT:
        raise RuntimeError(errors.NANMEAN_OF_INTEGERS.format(input.dtype.title))
    is_no_number = input.isnan()
    numbers = input.masked_fill(is_no_number, 0).sum(dim, keepdim)
    return numbers / (~is_no_number).sum(dim, keepdim)


# Extremes and order


class Pair(NamedTuple):
    """Values along a dimension and where they are, written as PyTorch writes them."""

    values: Any
    indices: Any

    def __repr__(self) -> str:
        kind = f"torch.return_types.{type(self).__name__}"
        return f"{kind}(\nvalues={self.values!r},\nindices={self.indices!r})"


PAIRS: dict[str, Any] = {name: type(name, (Pair,), {}) for name in ("max", "min", "sort", "topk")}


def picked(name: str, input: Tensor, dim: int, places: Any, keepdim: bool = True) -> Any:
    """The values at places along a dimension, with the places."""
    indices = wrap(places.astype("i8"), int64)
    values = input.gather(dim, indices)
    if not keepdim and input.array.ndim:
        values, indices = values.squeeze(dim), indices.squeeze(dim)
    return PAIRS[name](relabel(values, f"{name.capitalize()}Backward0"), indices)


def amost(label: str, most: Compute, input: Tensor, dim: Any, keepdim: bool) -> Any:
    """The largest or smallest along dimensions; all that are it share the gradient."""
    reduced = axes(input, dim)
    if input.array.size == 0:
        refuse("the largest or smallest along dimensions of an empty tensor")
    array = np.asarray(most(input.array, axis=reduced, keepdims=keepdim))

    def rule(g: Tensor) -> Any:
        shape = kept(input, reduced)
        is_it = (input == result.reshape(shape)).to(g.dtype)
        return is_it / is_it.sum(reduced, keepdim=True) * g.reshape(shape)

    result = record(array, input.dtype, label, (input, rule, input))
    return save_output(result)


def extreme(name: str, most: Compute, place: Compute, input: Tensor, dim: Any, keep: bool) -> Any:
    """Max and min: of all, of pairs, or along a dimension with the place of each."""
    if isinstance(dim, Tensor):
        return getattr(input, f"{name}imum")(dim)
    if dim is None:
        if input.array.size == 0:
            hint = " Specify the reduction dim with the 'dim' argument."
            raise RuntimeError(errors.NOTHING_TO_REDUCE.format(name, hint))
        return amost(f"{name.capitalize()}Backward1", most, input, (), False)
    indices = place_of(name, place, input, dim, True).array
    return picked(name, input, dimension(input, dim), indices, keep)


def place_of(name: str, place: Compute, input: Tensor, dim: Any, keepdim: bool) -> Any:
    """Argmax and argmin: the first, if there are several."""
    shape = input.array.shape
    if dim is None:
        if input.array.size == 0:
            raise IndexError(errors.NOTHING_TO_REDUCE.format(name, ""))
        return wrap(np.asarray(place(input.array, keepdims=keepdim)).astype("i8"), int64)
    dim = dimension(input, dim)
    if shape and shape[dim] == 0:
        raise IndexError(errors.EMPTY_DIMENSION.format(name, dim))
    array = place(input.array, axis=dim, keepdims=keepdim) if shape else 0
    return wrap(np.asarray(array).astype("i8"), int64)


@operation
def max(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The largest of all, or the largest along a dimension and where it is."""
    return extreme("max", np.max, np.argmax, input, dim, keepdim)


@operation
def min(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The smallest of all, or the smallest along a dimension and where it is."""
    return extreme("min", np.min, np.argmin, input, dim, keepdim)


@operation
def amax(input: Tensor, dim: Any = (), keepdim: bool = False) -> Any:
    """The largest along dimensions."""
    return amost("AmaxBackward0", np.max, input, dim, keepdim)


@operation
def amin(input: Tensor, dim: Any = (), keepdim: bool = False) -> Any:
    """The smallest along dimensions."""
    return amost("AminBackward0", np.min, input, dim, keepdim)


@operation
def argmax(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """Where the largest is."""
    return place_of("argmax", np.argmax, input, dim, keepdim)


@operation
def argmin(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """Where the smallest is."""
    return place_of("argmin", np.argmin, input, dim, keepdim)


def order(array: Any, dim: int, descending: bool) -> Any:
    """The places of the numbers in order; equal ones keep theirs."""
    if array.ndim == 0 or not descending:
        return np.argsort(np.atleast_1d(array), axis=dim, kind="stable").reshape(array.shape)
    backwards = np.argsort(np.flip(array, dim), axis=dim, kind="stable")
    return array.shape[dim] - 1 - np.flip(backwards, dim)


@operation
def sort(input: Tensor, dim: int = -1, descending: bool = False) -> Any:
    """The numbers in order along a dimension, and where each was."""
    dim = dimension(input, dim)
    return picked("sort", input, dim, order(input.array, dim, descending))


@operation
def argsort(input: Tensor, dim: int = -1, descending: bool = False) -> Any:
    """Where the numbers in order are."""
    return sort(input, dim, descending).indices


@operation
def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True) -> Any:
    """The k largest along a dimension, and where they are."""
    dim = dimension(input, dim)
    if k > (input.array.shape[dim] if input.array.ndim else 1):
        raise RuntimeError(errors.TOPK)
    places = order(input.array, dim, largest)
    return picked("topk", input, dim, np.take(places, range(k), dim) if places.ndim else places)


@operation
def median(input: Tensor) -> Any:
    """The lower one of the two in the middle; nan if there is one."""
    flat = np.sort(input.array, axis=None)
    middle = flat[-1] if np.isnan(flat[-1]) else flat[(flat.size - 1) // 2]
    return record(middle, input.dtype, "MedianBackward0", (input, no_gradient("median")))


@operation
def unique(input: Tensor) -> Any:
    """The different numbers in order."""
    rule = (input, no_gradient("unique"))
    return record(np.unique(input.array), input.dtype, "Unique2Backward0", rule)


@operation
def bincount(input: Tensor, weights: Any = None, minlength: int = 0) -> Any:
    """How often each integer from 0 on occurs, or the sum of the weights where it does."""
    if input.dtype.category == FLOAT:
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format("bincount_cpu", input.dtype.title))
    if input.array.ndim != 1 or (input.array < 0).any():
        raise RuntimeError(errors.NOT_COUNTABLE)
    places = input.array.astype(np.intp)
    if weights is None:
        return wrap(np.bincount(places, minlength=minlength).astype("i8"), int64)
    sums = np.bincount(places, weights.array, minlength)
    return wrap(sums.astype("f4") if weights.dtype is float32 else sums)


@operation
def cumsum(input: Tensor, dim: int) -> Any:
    """The sums of all up to each along a dimension."""
    dim = dimension(input, dim)
    to = input.dtype if input.dtype.category == FLOAT else int64
    array = np.cumsum(np.atleast_1d(input.array), axis=dim, dtype=to.compute)
    array = rounded(array.reshape(input.array.shape), to)
    rule = (input, lambda g: g.flip(dim).cumsum(dim).flip(dim))
    return record(array, to, "CumsumBackward0", rule)
