"""Operations along dimensions: sums, means, softmax, extremes, order, products."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import errors
from .dtypes import FLOAT, bfloat16, bool_, dtype, float16, float32, int64
from .errors import check, refuse
from .operations import evaluated, named, operation
from .shapes import moved
from .tensor import Tensor, record, relabel, wrap

Compute = Callable[..., Any]


def adding(x: Tensor) -> dtype:
    """The type of sums and products: of integers it is int64."""
    return x.dtype if x.dtype.category == FLOAT else int64


# Each of these gives a tensor with length 1 where it was reduced: along `dim`, or everywhere if
# that is None.


def summed(x: Tensor, dim: Any) -> Tensor:
    """The sum."""
    shape, to = x.array.shape, adding(x)
    array = x.array.sum(axis=dim, keepdims=True, dtype=to.numpy, initial=0)
    return record(array, to, "", {"x": x}, x=lambda g: g.expand(shape))


def mean(x: Tensor, dim: Any) -> Any:
    """The sum by the count."""
    check(x.dtype.category == FLOAT, errors.MEAN_OF_INTEGERS, x.dtype.title)
    total = summed(x, dim)
    return total / (x.array.size / max(total.array.size, 1))


def product(x: Tensor, dim: Any) -> Tensor:
    """The product."""

    def rule(g: Tensor, x: Tensor, y: Tensor) -> Any:
        if (x.array == 0).any():
            refuse("the gradient of prod() with a factor 0")
        return g * y / x

    array = x.array.prod(axis=dim, keepdims=True, dtype=adding(x).numpy)
    return record(array, adding(x), "", {"x": x}, x=rule)


def logsumexp(x: Tensor, dim: Any) -> Any:
    """Ln of the sum of e^x, with the largest taken out first."""
    x = x if x.dtype.category == FLOAT else x.to(float32)
    largest = extreme(np.max)(x.detach(), dim)
    largest = largest.masked_fill(largest.isinf(), 0)
    return summed((x - largest).exp(), dim).log() + largest


def extreme(most: Compute) -> Compute:
    """The largest or the smallest; all that are it share the gradient."""

    def body(x: Tensor, dim: Any) -> Tensor:
        if x.array.size == 0:
            refuse("the largest or smallest number of an empty tensor")

        def rule(g: Tensor, x: Tensor, y: Tensor) -> Any:
            is_it = (x == y).to(g.dtype)
            return is_it / is_it.sum(dim, keepdim=True) * g

        return record(most(x.array, axis=dim, keepdims=True), x.dtype, "", {"x": x}, x=rule)

    return body


REDUCTIONS: dict[str, Compute] = {
    "sum": summed,
    "mean": mean,
    "prod": product,
    "logsumexp": logsumexp,
    "amax": extreme(np.max),
    "amin": extreme(np.min),
    "all": lambda x, dim: wrap(np.all(x.array, axis=dim, keepdims=True), bool_),
    "any": lambda x, dim: wrap(np.any(x.array, axis=dim, keepdims=True), bool_),
}


def reduction(name: str, body: Compute) -> Compute:
    """An operation that reduces dimensions; half precision is rounded once, at the end."""

    def call(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
        input, dim = input.to(dtype), tuple(dim) or None if isinstance(dim, list | tuple) else dim
        is_half = input.dtype in (float16, bfloat16)
        result = body(input.to(float32) if is_half else input, dim)
        result = result.to(input.dtype) if is_half and result.is_floating_point() else result
        if not keepdim:
            result = result.reshape(()) if dim is None else result.squeeze(dim)
        kind = int(dim is not None and name in ("sum", "mean", "prod"))
        return relabel(result, f"{name.title()}Backward{kind}")

    return named(name, call)


for _name, _body in REDUCTIONS.items():
    operation(reduction(_name, _body))


@operation
def var(input: Tensor, dim: Any = None, *, correction: float = 1, keepdim: bool = False) -> Any:
    """The sum of squared distances from the mean, by the count less `correction`."""
    check(input.dtype.category == FLOAT, errors.VARIANCE_OF_INTEGERS)
    total = ((input - input.mean(dim, keepdim=True)) ** 2).sum(dim, keepdim)
    count = input.numel() / max(total.numel(), 1)
    return relabel(total / max(count - correction, 0), "VarBackward0")


@operation
def std(input: Tensor, dim: Any = None, *, correction: float = 1, keepdim: bool = False) -> Any:
    """The root of the variance."""
    return root(input.var(dim, correction=correction, keepdim=keepdim), "StdBackward0")


@operation
def norm(input: Tensor, p: Any = 2, dim: Any = None, keepdim: bool = False) -> Any:
    """The root of the sum of squares along dimensions."""
    if p != 2 or input.dtype.category != FLOAT:
        refuse(f"norm() with p={p} of {input.dtype}")
    return root((input * input).sum(dim, keepdim), "LinalgVectorNormBackward0")


def root(squares: Tensor, label: str) -> Tensor:
    """The square root, whose gradient is taken for 0 at 0."""
    rule = {"x": lambda g, y: (g / (2 * y)).masked_fill(y == 0, 0)}
    return record(np.sqrt(squares.array), squares.dtype, label, {"x": squares}, **rule)


def shifted(name: str, input: Tensor, dim: int) -> Any:
    """The logits less the largest along a dimension, so that no exponential overflows."""
    if input.dtype.category != FLOAT:
        if not input.array.size:
            refuse(f"{name}() of an empty tensor of integers")
        kernel = f"{name}_lastdim_kernel_impl"
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format(kernel, input.dtype.title))
    logits = input.array.astype(input.dtype.compute)
    return logits - logits.max(axis=dim, keepdims=True, initial=-np.inf)


@operation
def softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """e^x over the sum of e^x along a dimension.

    With p the result, dL/dx_i = p_i (g_i - sum_j p_j g_j).
    """
    input = input.to(dtype)
    exponentials = np.exp(shifted("softmax", input, dim))
    array = exponentials / exponentials.sum(axis=dim, keepdims=True)
    rule = {"x": lambda g, y: g * y - y * (g * y).sum(dim, keepdim=True)}
    return record(array, input.dtype, "SoftmaxBackward0", {"x": input}, **rule)


@operation
def log_softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """X less the logarithm of the sum of e^x along a dimension.

    With p = e^result, dL/dx_i = g_i - p_i sum_j g_j.
    """
    input = input.to(dtype)
    logits = shifted("log_softmax", input, dim)
    array = logits - np.log(np.exp(logits).sum(axis=dim, keepdims=True))
    rule = {"x": lambda g, y: g - y.exp() * g.sum(dim, keepdim=True)}
    return record(array, input.dtype, "LogSoftmaxBackward0", {"x": input}, **rule)


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

    def kept(array: Any) -> Any:
        return array if keepdim else array.squeeze(dim)

    def take(array: Any) -> Any:
        return kept(np.take_along_axis(array, places, dim))

    values = moved(input, take, f"{name.title()}Backward0")
    return PAIRS[name](values, wrap(kept(places).astype("i8"), int64))


def define_extreme(name: str, place: Compute) -> None:
    """Define argmax and max, or argmin and min."""

    def where(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        return wrap(np.asarray(place(input.array, dim, keepdims=keepdim)).astype("i8"), int64)

    def both(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        if isinstance(dim, Tensor):
            return getattr(input, f"{name}imum")(dim)
        if dim is None:
            return relabel(getattr(input, f"a{name}")(), f"{name.title()}Backward1")
        return picked(name, input, dim, place(input.array, dim, keepdims=True), keepdim)

    operation(named(f"arg{name}", where))
    operation(named(name, both))


define_extreme("max", np.argmax)
define_extreme("min", np.argmin)


def order(input: Tensor, dim: int, descending: bool) -> Any:
    """The places of the numbers in order; equal ones keep theirs."""
    array = np.flip(input.array, dim) if descending else input.array
    places = np.argsort(array, axis=dim, kind="stable")
    return array.shape[dim] - 1 - np.flip(places, dim) if descending else places


@operation
def sort(input: Tensor, dim: int = -1, descending: bool = False) -> Any:
    """The numbers in order along a dimension, and where each was."""
    return picked("sort", input, dim, order(input, dim, descending))


@operation
def topk(input: Tensor, k: int, dim: int = -1) -> Any:
    """The k largest along a dimension, and where they are."""
    return picked("topk", input, dim, np.take(order(input, dim, True), range(k), dim))


@operation
def cumsum(input: Tensor, dim: int) -> Tensor:
    """The sums up to each number along a dimension, added in float64; of integers, as int64."""
    to = adding(input)
    array = input.array.astype("i8" if to is int64 else "f8").cumsum(dim)
    array = array.reshape(input.array.shape)
    rule = {"x": lambda g: g.flip(dim).cumsum(dim).flip(dim)}
    return record(array, to, "CumsumBackward0", {"x": input}, **rule)


@operation
def median(input: Tensor) -> Any:
    """The lower one of the two in the middle; nan if there is one."""
    flat = np.sort(input.array, axis=None)
    middle = flat[-1] if np.isnan(flat[-1]) else flat[(flat.size - 1) // 2]
    return evaluated("median", "MedianBackward0", lambda _: middle, input)


@operation
def unique(input: Tensor) -> Any:
    """The different numbers in order."""
    return evaluated("unique", "Unique2Backward0", np.unique, input)


@operation
def bincount(input: Tensor, weights: Any = None, minlength: int = 0) -> Any:
    """How often each integer from 0 on occurs, or the sum of the weights where it does."""
    if input.dtype.category == FLOAT:
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format("bincount_cpu", input.dtype.title))
    given = None if weights is None else weights.array
    sums = wrap(np.bincount(input.array.astype(np.intp), given, minlength))
    return sums.to(int64 if weights is None else weights.dtype)
