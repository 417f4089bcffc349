"""Operations on each number alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from . import errors
from .dtypes import bool_, float32, rounded
from .operations import FUNCTIONS, method, operation
from .refusal import refuse
from .tensor import Tensor, become, record, save_output, wrap

LABELS = {"log1p": "Log1PBackward0", "square": "PowBackward0"}  # unlike those of the others
Gradient = Callable[[Any, Tensor, Tensor], Any]  # of (gradient of the result, input, result)


def unary(
    name: str,
    compute: Callable[[Any], Any],
    gradient: Gradient,
    saves: str = "input",
    keeps_integers: bool = False,
) -> None:
    """Define an operation; a result of integers is of float32 unless it `keeps_integers`.

    `saves` says whether its gradient uses the "input", the "output" or nothing.
    """

    def body(input: Tensor) -> Tensor:
        result: Tensor
        dtype = input.dtype
        if not (dtype.is_floating_point or keeps_integers):
            dtype = float32
        array = input.array.astype(dtype.compute, copy=False)
        array = rounded(np.asarray(compute(array)), dtype)
        saved = (input,) if saves == "input" else ()
        rule = (input, lambda g: gradient(g, input, result), *saved)
        label = LABELS.get(name) or f"{name.capitalize()}Backward0"
        result = record(array, dtype, label, rule)
        return save_output(result) if saves == "output" else result

    def in_place(self: Tensor) -> Tensor:
        return become(self, lambda: body(self))

    body.__name__, in_place.__name__ = name, f"{name}_"
    operation(body)
    method(in_place)


def negated(x: Any) -> Any:
    """-x, which a mask does not have."""
    if x.dtype == bool:
        raise RuntimeError(errors.BOOL_NEGATED)
    return -x


def error_function(x: Any) -> Any:
    """The error function, which NumPy lacks."""
    return np.array([math.erf(each) for each in x.flat], x.dtype).reshape(x.shape)


unary("neg", negated, lambda g, x, y: -g, "", keeps_integers=True)
unary("exp", np.exp, lambda g, x, y: g * y, "output")
unary("exp2", np.exp2, lambda g, x, y: g * y * math.log(2), "output")
unary("expm1", np.expm1, lambda g, x, y: g * (y + 1), "output")
unary("log", np.log, lambda g, x, y: g / x)
unary("log2", np.log2, lambda g, x, y: g / (x * math.log(2)))
unary("log10", np.log10, lambda g, x, y: g / (x * math.log(10)))
unary("log1p", np.log1p, lambda g, x, y: g / (x + 1))
unary("sqrt", np.sqrt, lambda g, x, y: g / (2 * y), "output")
unary("rsqrt", lambda x: 1 / np.sqrt(x), lambda g, x, y: -0.5 * g * y**3, "output")
unary("square", np.square, lambda g, x, y: 2 * g * x, keeps_integers=True)
unary("reciprocal", lambda x: 1 / x, lambda g, x, y: -g * y * y, "output")
unary("abs", np.abs, lambda g, x, y: g * x.sign(), keeps_integers=True)
unary("sign", np.sign, lambda g, x, y: g * 0, "", keeps_integers=True)
unary("sin", np.sin, lambda g, x, y: g * x.cos())
unary("cos", np.cos, lambda g, x, y: -g * x.sin())
unary("tanh", np.tanh, lambda g, x, y: g * (1 - y * y), "output")
unary("sigmoid", lambda x: 1 / (1 + np.exp(-x)), lambda g, x, y: g * (1 - y) * y, "output")
unary("relu", lambda x: np.maximum(x, 0), lambda g, x, y: g * (y > 0), "output", True)
unary("floor", np.floor, lambda g, x, y: g * 0, "", keeps_integers=True)
unary("ceil", np.ceil, lambda g, x, y: g * 0, "", keeps_integers=True)
unary("erf", error_function, lambda g, x, y: g * (-x * x).exp() * (2 / math.sqrt(math.pi)))

# mypy does not see what `operation` adds to Tensor, here and below.
Tensor.__neg__, Tensor.__abs__ = Tensor.neg, Tensor.abs  # type: ignore[attr-defined]
Tensor.__pos__ = lambda self: self


def predicate(name: str, compute: Callable[[Any], Any]) -> None:
    """Define an operation that gives truth values."""

    def body(input: Tensor) -> Tensor:
        return wrap(compute(input.array), bool_)

    body.__name__ = name
    operation(body)


predicate("isfinite", np.isfinite)
predicate("isnan", np.isnan)
predicate("isinf", np.isinf)
predicate("logical_not", np.logical_not)


@operation
def bitwise_not(input: Tensor) -> Tensor:
    """Each bit inverted, and so each truth value."""
    if input.dtype.is_floating_point:
        raise TypeError(errors.FLOAT_INVERTED)
    return wrap(~input.array, input.dtype)


Tensor.__invert__ = Tensor.bitwise_not  # type: ignore[attr-defined]


@operation
def round(input: Tensor, *, decimals: int = 0) -> Tensor:
    """Each number rounded, a half to the even neighbour."""
    if decimals and not input.dtype.is_floating_point:
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format("round_cpu", input.dtype.title))
    scale = input.dtype.compute.type(10**decimals)
    array = np.round(input.array * scale) / scale if decimals else np.round(input.array)
    array = rounded(array, input.dtype)
    label = f"RoundBackward{int(decimals != 0)}"
    return record(array, input.dtype, label, (input, lambda g: g * 0))


@operation
def nan_to_num(input: Tensor, nan: float = 0.0) -> Any:
    """The numbers, with others for those that are not finite."""
    finite = wrap(np.isfinite(input.array), bool_)
    array = np.nan_to_num(input.array, nan=nan)
    return record(array, input.dtype, "NanToNumBackward0", (input, lambda g: g * finite))


@operation
def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """The numbers within limits. No gradient flows through those that a limit has changed."""
    if min is None and max is None:
        raise RuntimeError(errors.NO_LIMITS)
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        refuse("clamp() with tensors as limits")
    dtype = input.dtype
    if not dtype.is_floating_point and (isinstance(min, float) or isinstance(max, float)):
        dtype = float32
    of = dtype.compute.type
    array = input.array.astype(dtype.compute)
    low, high = (None if each is None else of(each) for each in (min, max))
    inside = np.ones(array.shape, bool)
    if low is not None:
        inside, array = inside & (array >= low), np.maximum(array, low)
    if high is not None:
        inside, array = inside & (input.array <= high), np.minimum(array, high)
    outside = wrap(~inside, bool_)
    rule = (input, lambda g: g.masked_fill(outside, 0), input)
    return record(rounded(array, dtype), dtype, "ClampBackward1", rule)


FUNCTIONS["clip"] = FUNCTIONS["clamp"]
Tensor.clip = Tensor.clamp  # type: ignore[attr-defined]


@method
def clamp_(self: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """The same in place."""
    return become(self, lambda: self.clamp(min, max))


def entr(input: Tensor) -> Tensor:
    """-x ln x, and 0 at 0."""
    dtype = input.dtype if input.dtype.is_floating_point else float32
    x = input.array.astype(dtype.compute)
    with np.errstate(all="ignore"):
        array = np.where(x > 0, -x * np.log(x), np.where(x < 0, -np.inf, x)).astype(x.dtype)
    rule = (input, lambda g: g * (-input.log() - 1), input)
    return record(rounded(array, dtype), dtype, "SpecialEntrBackward0", rule)
