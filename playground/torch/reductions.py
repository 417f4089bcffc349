"""Operations along dimensions: sums, means, softmax, extremes, order, products."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import errors
from .dtypes import FLOAT, bool_, dtype, float32, int64
from .errors import check
from .operations import named, operation
from .refusal import no_gradient, refuse
from .tensor import Tensor, dimension, record, relabel, wrap

Compute = Callable[..., Any]


def axes(tensor: Tensor, dim: Any) -> tuple[int, ...]:
    """The dimensions to reduce, counted from the front: all, if `dim` is None or empty."""
    if dim is None or dim in ((), []):
        return tuple(range(tensor.array.ndim))
    listed = dim if isinstance(dim, tuple | list) else [dim]
    chosen = tuple(dimension(tensor, each) for each in listed)
    return chosen if tensor.array.ndim else ()


def kept(tensor: Tensor, reduced: tuple[int, ...]) -> tuple[int, ...]:
    """The shape with length 1 where it was reduced."""
    return tuple(1 if i in reduced else n for i, n in enumerate(tensor.array.shape))


def count(tensor: Tensor, dim: Any) -> int:
    """How many numbers are reduced to one."""
    return math.prod(tensor.array.shape[i] for i in axes(tensor, dim))


def at_least_int64(input: Tensor) -> dtype:
    """The type of sums and products."""
    return input.dtype if input.dtype.category == FLOAT else int64


@operation
def sum(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    """The sum along dimensions; of integers, as int64."""
    to, reduced, shape = dtype or at_least_int64(input), axes(input, dim), input.array.shape
    array = input.array.sum(axis=reduced, keepdims=keepdim, dtype=to.compute, initial=0)
    rule = lambda g: g.reshape(kept(input, reduced)).expand(shape)  # noqa: E731
    return record(array, to, f"SumBackward{int(dim is not None)}", {"x": input}, x=rule)


@operation
def mean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    """The mean along dimensions."""
    to = dtype or input.dtype
    check(to.category == FLOAT, errors.MEAN_OF_INTEGERS, to.title)
    result = sum(input, dim, keepdim, dtype=to) / count(input, dim)
    return relabel(result, f"MeanBackward{int(dim is not None)}")


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
    check(input.dtype.category == FLOAT, errors.VARIANCE_OF_INTEGERS)
    free = max_of(count(input, dim) - (correction if unbiased else 0), 0)
    squares = (input - mean(input, dim, keepdim=True)) ** 2
    return relabel(sum(squares, dim, keepdim) / free, "VarBackward0")


def root(squares: Tensor, label: str) -> Any:
    """The square root, whose gradient is taken for 0 at 0."""
    rule = lambda g, y: (g / (2 * y)).masked_fill(y == 0, 0)  # noqa: E731
    return record(np.sqrt(squares.array), squares.dtype, label, {"x": squares}, x=rule)


@operation
def std(input: Tensor, dim: Any = None, unbiased: bool = True, **options: Any) -> Any:
    """The square root of the variance."""
    return root(input.var(dim, unbiased, **options), "StdBackward0")


@operation
def norm(input: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False) -> Any:
    """The root of the sum of squares along dimensions."""
    if p not in (2, "fro"):
        refuse(f"norm() with p={p}")
    if input.dtype.category != FLOAT:
        refuse("norm() of integers")
    return root(sum(input * input, dim, keepdim), "LinalgVectorNormBackward0")


@operation
def prod(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The product of all, or along a dimension."""
    to, reduced = at_least_int64(input), axes(input, dim)
    array = input.array.prod(axis=reduced, keepdims=keepdim, dtype=to.compute)

    def rule(g: Tensor, x: Tensor, y: Tensor) -> Any:
        if (x.array == 0).any():
            refuse("the gradient of prod() with a factor 0")
        return (g * y).reshape(kept(x, reduced)) / x

    return record(array, to, f"ProdBackward{int(dim is not None)}", {"x": input}, x=rule)


@operation
def logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Any:
    """Ln of the sum of e^x along dimensions, with the largest taken out first."""
    input = input if input.dtype.category == FLOAT else input.to(float32)
    largest = input.detach().amax(dim, keepdim=True)
    largest = largest.masked_fill(largest.isinf(), 0)
    result = sum((input - largest).exp(), dim, keepdim=True).log() + largest
    result = result if keepdim else result.squeeze(axes(input, dim))
    return relabel(result, "LogsumexpBackward0")


def truth(name: str, compute: Compute) -> None:
    """Define all or any."""

    def body(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        return wrap(compute(input.array != 0, axis=axes(input, dim), keepdims=keepdim), bool_)

    operation(named(name, body))


truth("all", np.all)
truth("any", np.any)


# Softmax


def shifted(name: str, input: Tensor, dim: int) -> Any:
    """The logits less the largest along a dimension, so that no exponential overflows."""
    if input.dtype.category != FLOAT:
        kernel = f"{name}_lastdim_kernel_impl"
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format(kernel, input.dtype.title))
    logits = np.atleast_1d(input.array.astype(input.dtype.compute))
    return logits - logits.max(axis=dim, keepdims=True, initial=-np.inf)


@operation
def softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """e^x over the sum of e^x along a dimension.

    With p the result, dL/dx_i = p_i (g_i - sum_j p_j g_j).
    """
    input, dim = input.to(dtype), dimension(input, dim)
    exponentials = np.exp(shifted("softmax", input, dim))
    array = exponentials / exponentials.sum(axis=dim, keepdims=True)

    def rule(g: Tensor, y: Tensor) -> Any:
        weighted = g * y
        return weighted - y * weighted.sum(dim, keepdim=True)

    array = array.reshape(input.array.shape)
    return record(array, input.dtype, "SoftmaxBackward0", {"x": input}, x=rule)


@operation
def log_softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """X less the logarithm of the sum of e^x along a dimension.

    With p = e^result, dL/dx_i = g_i - p_i sum_j g_j.
    """
    input, dim = input.to(dtype), dimension(input, dim)
    logits = shifted("log_softmax", input, dim)
    array = logits - np.log(np.exp(logits).sum(axis=dim, keepdims=True))
    array = array.reshape(input.array.shape)
    rule = lambda g, y: g - y.exp() * g.sum(dim, keepdim=True)  # noqa: E731
    return record(array, input.dtype, "LogSoftmaxBackward0", {"x": input}, x=rule)


# Extremes and order


class Pair(NamedTuple):
    """Values along a dimension and where they are, written as PyTorch writes them."""

    values: Any
    indices: Any

    def __repr__(self) -> str:
        kind = f"torch.return_types.{type(self).__name__}"
        return f"{kind}(\nvalues={self.values!r},\nindices={self.indices!r})"


PAIRS: dict[str, Any] = {name: type(name, (Pair,), {}) for name in ("max", "min", "sort", "topk")}


def picked(name: str, input: Tensor, dim: int, places: Tensor, keepdim: bool = True) -> Any:
    """The values at places along a dimension, with the places."""
    values = relabel(input.gather(dim, places), f"{name.capitalize()}Backward0")
    if not keepdim and input.array.ndim:
        values, places = values.squeeze(dim), places.squeeze(dim)
    return PAIRS[name](relabel(values, f"{name.capitalize()}Backward0"), places)


def extremes(name: str, most: Compute, place: Compute) -> None:
    """Define amax, argmax and max, or amin, argmin and min."""

    def among(
        input: Tensor, dim: Any = (), keepdim: bool = False, label: str = f"A{name}Backward0"
    ) -> Any:
        reduced = axes(input, dim)
        if input.array.size == 0:
            refuse(f"a{name}() of an empty tensor")

        def rule(g: Tensor, x: Tensor, y: Tensor) -> Any:
            shape = kept(input, reduced)
            is_it = (x == y.reshape(shape)).to(g.dtype)  # all that are it share the gradient
            return is_it / is_it.sum(reduced, keepdim=True) * g.reshape(shape)

        array = most(input.array, axis=reduced, keepdims=keepdim)
        return record(array, input.dtype, label, {"x": input}, x=rule)

    def where(
        input: Tensor, dim: Any = None, keepdim: bool = False, asked: str = f"arg{name}"
    ) -> Any:
        shape = input.array.shape
        if dim is None:
            check(input.array.size, errors.NOTHING_TO_REDUCE, asked, "", kind=IndexError)
            return wrap(np.asarray(place(input.array, keepdims=keepdim)).astype("i8"), int64)
        dim = dimension(input, dim)
        array = place(input.array, axis=dim, keepdims=keepdim) if shape else 0
        return wrap(np.asarray(array).astype("i8"), int64)

    def both(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        if isinstance(dim, Tensor):
            return getattr(input, f"{name}imum")(dim)
        if dim is None:
            hint = " Specify the reduction dim with the 'dim' argument."
            check(input.array.size, errors.NOTHING_TO_REDUCE, name, hint)
            return among(input, label=f"{name.capitalize()}Backward1")
        return picked(name, input, dimension(input, dim), where(input, dim, True, name), keepdim)

    for prefix, body in {"a": among, "arg": where, "": both}.items():
        operation(named(f"{prefix}{name}", body))


max_of = max  # before torch's own takes the name
extremes("max", np.max, np.argmax)
extremes("min", np.min, np.argmin)


def order(input: Tensor, dim: int, descending: bool) -> Any:
    """The places of the numbers in order; equal ones keep theirs."""
    array = np.atleast_1d(input.array)
    array = np.flip(array, dim) if descending else array
    places = np.argsort(array, axis=dim, kind="stable")
    places = array.shape[dim] - 1 - np.flip(places, dim) if descending else places
    return places.astype("i8").reshape(input.array.shape)


@operation
def sort(input: Tensor, dim: int = -1, descending: bool = False) -> Any:
    """The numbers in order along a dimension, and where each was."""
    dim = dimension(input, dim)
    return picked("sort", input, dim, wrap(order(input, dim, descending), int64))


@operation
def topk(input: Tensor, k: int, dim: int = -1) -> Any:
    """The k largest along a dimension, and where they are."""
    dim, places = dimension(input, dim), order(input, dimension(input, dim), True)
    places = np.take(places, range(k), dim) if places.ndim else places
    return picked("topk", input, dim, wrap(places, int64))


@operation
def median(input: Tensor) -> Any:
    """The lower one of the two in the middle; nan if there is one."""
    flat = np.sort(input.array, axis=None)
    middle = flat[-1] if np.isnan(flat[-1]) else flat[(flat.size - 1) // 2]
    return record(middle, input.dtype, "MedianBackward0", {"x": input}, x=no_gradient("median"))


@operation
def unique(input: Tensor) -> Any:
    """The different numbers in order."""
    values, rule = np.unique(input.array), no_gradient("unique")
    return record(values, input.dtype, "Unique2Backward0", {"x": input}, x=rule)


@operation
def bincount(input: Tensor, weights: Any = None, minlength: int = 0) -> Any:
    """How often each integer from 0 on occurs, or the sum of the weights where it does."""
    if input.dtype.category == FLOAT:
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format("bincount_cpu", input.dtype.title))
    given = None if weights is None else weights.array
    sums = wrap(np.bincount(input.array.astype(np.intp), given, minlength))
    return sums.to(int64 if weights is None else weights.dtype)
