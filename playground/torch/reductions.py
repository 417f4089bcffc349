"""Operations along dimensions: sums, means, softmax, extremes, order, products."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import errors
from .dtypes import FLOAT, bfloat16, bool_, float16, float32, int64
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
    for each in chosen:
        check(chosen.count(each) == 1, errors.REPEATED_DIMENSION, each)
    return chosen if tensor.array.ndim else ()


def summed(x: Tensor, dims: tuple[int, ...]) -> Tensor:
    """The sum; of integers, as int64."""
    to, shape = x.dtype if x.dtype.category == FLOAT else int64, x.array.shape
    array = x.array.sum(axis=dims, keepdims=True, dtype=to.numpy, initial=0)
    return record(array, to, "", {"x": x}, x=lambda g: g.expand(shape))


def mean(x: Tensor, dims: tuple[int, ...]) -> Any:
    """The sum by the count."""
    check(x.dtype.category == FLOAT, errors.MEAN_OF_INTEGERS, x.dtype.title)
    return summed(x, dims) / math.prod(x.array.shape[i] for i in dims)


def nanmean(x: Tensor, dims: tuple[int, ...]) -> Any:
    """The mean of those that are numbers."""
    return mean(x.masked_fill(x.isnan(), 0), dims) / mean((~x.isnan()).to(x.dtype), dims)


def variance(x: Tensor, dims: tuple[int, ...], unbiased: bool = True, correction: float = 1) -> Any:
    """The sum of squared distances from the mean, by the count less `correction`."""
    check(x.dtype.category == FLOAT, errors.VARIANCE_OF_INTEGERS)
    count = math.prod(x.array.shape[i] for i in dims) - (correction if unbiased else 0)
    return summed((x - mean(x, dims)) ** 2, dims) / max(count, 0)


def root(squares: Tensor) -> Tensor:
    """The square root, whose gradient is taken for 0 at 0."""
    rule = {"x": lambda g, y: (g / (2 * y)).masked_fill(y == 0, 0)}
    return record(np.sqrt(squares.array), squares.dtype, "", {"x": squares}, **rule)


def product(x: Tensor, dims: tuple[int, ...]) -> Tensor:
    """The product; of integers, as int64."""
    to = x.dtype if x.dtype.category == FLOAT else int64

    def rule(g: Tensor, x: Tensor, y: Tensor) -> Any:
        if (x.array == 0).any():
            refuse("the gradient of prod() with a factor 0")
        return g * y / x

    array = x.array.prod(axis=dims, keepdims=True, dtype=to.numpy)
    return record(array, to, "", {"x": x}, x=rule)


def logsumexp(x: Tensor, dims: tuple[int, ...]) -> Any:
    """Ln of the sum of e^x, with the largest taken out first."""
    x = x if x.dtype.category == FLOAT else x.to(float32)
    largest = extreme(np.max)(x.detach(), dims)
    largest = largest.masked_fill(largest.isinf(), 0)
    return summed((x - largest).exp(), dims).log() + largest


def extreme(most: Compute) -> Compute:
    """The largest or the smallest; all that are it share the gradient."""

    def body(x: Tensor, dims: tuple[int, ...]) -> Tensor:
        if x.array.size == 0:
            refuse("the largest or smallest number of an empty tensor")

        def rule(g: Tensor, x: Tensor, y: Tensor) -> Any:
            is_it = (x == y).to(g.dtype)
            return is_it / is_it.sum(dims, keepdim=True) * g

        return record(most(x.array, axis=dims, keepdims=True), x.dtype, "", {"x": x}, x=rule)

    return body


def truth(compute: Compute) -> Compute:
    """Whether all, or any, are true."""
    return lambda x, dims: wrap(compute(x.array != 0, axis=dims, keepdims=True), bool_)


# Each gives a tensor with length 1 where it was reduced.
REDUCTIONS: dict[str, tuple[Compute, str]] = {
    "sum": (summed, "SumBackward{}"),
    "mean": (mean, "MeanBackward{}"),
    "prod": (product, "ProdBackward{}"),
    "var": (variance, "VarBackward0"),
    "std": (lambda *of, **options: root(variance(*of, **options)), "StdBackward0"),
    "logsumexp": (logsumexp, "LogsumexpBackward0"),
    "amax": (extreme(np.max), "AmaxBackward0"),
    "amin": (extreme(np.min), "AminBackward0"),
    "nanmean": (nanmean, "DivBackward0"),
    "all": (truth(np.all), ""),
    "any": (truth(np.any), ""),
}


def reduction(name: str, body: Compute, label: str) -> None:
    """Define an operation that reduces dimensions."""

    def call(
        input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None, **options: Any
    ) -> Any:
        input, dims = input.to(dtype), axes(input, dim)
        is_half = input.dtype in (float16, bfloat16)  # which is rounded once, at the end
        result = body(input.to(float32) if is_half else input, dims, **options)
        result = result.to(input.dtype) if is_half and result.is_floating_point() else result
        result = result if keepdim else result.squeeze(dims)
        return relabel(result, label.format(int(dim is not None)))

    operation(named(name, call))


for _name, _definition in REDUCTIONS.items():
    reduction(_name, *_definition)


@operation
def norm(input: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False) -> Any:
    """The root of the sum of squares along dimensions."""
    if p not in (2, "fro") or input.dtype.category != FLOAT:
        refuse(f"norm() with p={p} of {input.dtype}")
    return relabel(root((input * input).sum(dim, keepdim)), "LinalgVectorNormBackward0")


# Softmax


def shifted(name: str, input: Tensor, dim: int) -> Any:
    """The logits less the largest along a dimension, so that no exponential overflows."""
    if input.dtype.category != FLOAT and input.array.size == 0:
        refuse(f"{name}() of an empty tensor of integers")
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
    rule = {"x": lambda g, y: g - y.exp() * g.sum(dim, keepdim=True)}
    array = array.reshape(input.array.shape)
    return record(array, input.dtype, "LogSoftmaxBackward0", {"x": input}, **rule)


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


def extremes(name: str, place: Compute) -> None:
    """Define argmax and max, or argmin and min."""

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
            return relabel(getattr(input, f"a{name}")(), f"{name.capitalize()}Backward1")
        return picked(name, input, dimension(input, dim), where(input, dim, True, name), keepdim)

    operation(named(f"arg{name}", where))
    operation(named(name, both))


extremes("max", np.argmax)
extremes("min", np.argmin)


def order(input: Tensor, dim: int, descending: bool) -> Any:
    """The places of the numbers in order; equal ones keep theirs."""
    array = np.atleast_1d(input.array)
    array = np.flip(array, dim) if descending else array
    places = np.argsort(array, axis=dim, kind="stable")
    places = array.shape[dim] - 1 - np.flip(places, dim) if descending else places
    return places.astype("i8").reshape(input.array.shape)


@operation
def cumsum(input: Tensor, dim: int) -> Tensor:
    """The sums up to each number along a dimension, added in float64; of integers, as int64."""
    dim, to = dimension(input, dim), input.dtype if input.dtype.category == FLOAT else int64
    exact = np.atleast_1d(input.array).astype("i8" if to is int64 else "f8")
    array = exact.cumsum(axis=dim).astype(to.numpy).reshape(input.array.shape)
    rule = {"x": lambda g: g.flip(dim).cumsum(dim).flip(dim)}
    return record(array, to, "CumsumBackward0", {"x": input}, **rule)


@operation
def sort(input: Tensor, dim: int = -1, descending: bool = False) -> Any:
    """The numbers in order along a dimension, and where each was."""
    dim = dimension(input, dim)
    return picked("sort", input, dim, wrap(order(input, dim, descending), int64))


@operation
def topk(input: Tensor, k: int, dim: int = -1) -> Any:
    """The k largest along a dimension, and where they are."""
    dim, places = dimension(input, dim), order(input, dimension(input, dim), True)
    check(k <= (places.shape[dim] if places.ndim else 1), errors.TOPK)
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
