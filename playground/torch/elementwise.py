"""Operations on each number alone: functions of one tensor."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .dtypes import bool_, float32, rounded
from .operations import function, method, operation
from .refusal import refuse
from .tensor import Tensor, become, record, save_output, wrap

Gradient = Callable[[Any, Tensor, Tensor], Any]  # of (gradient of the result, input, result)


def unary(
    name: str,
    compute: Callable[[Any], Any],
    gradient: Gradient,
    saves: str = "input",
    keeps_integers: bool = False,
    label: str = "",
) -> None:
    """Define an operation; a result of integers is of float32 unless it `keeps_integers`.

    `saves` says whether its gradient uses the "input", the "output" or nothing.
    """
    label = label or f"{name.capitalize()}Backward0"

    def body(input: Tensor) -> Tensor:
        dtype = input.dtype
        if not (dtype.is_floating_point or keeps_integers):
            dtype = float32
        array = input.array
        if array.dtype != dtype.compute:
            array = array.astype(dtype.compute)
        array = rounded(np.asarray(compute(array)), dtype)
        saved = (input,) if saves == "input" else ()
        result = record(array, dtype, label, (input, lambda g: gradient(g, input, result), *saved))
        return save_output(result) if saves == "output" else result

    body.__name__ = name
    body.__doc__ = f"Apply {name} to each number."
    operation(body)

    def in_place(self: Tensor) -> Tensor:
        return become(self, lambda: body(self))

    in_place.__name__ = f"{name}_"
    method(in_place)


def sigmoid_of(x: Any) -> Any:
    """1 / (1 + e^-x)."""
    return 1 / (1 + np.exp(-x))


def negated(x: Any) -> Any:
    """-x, which a mask does not have."""
    if x.dtype == bool:
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        )
    return -x


def _zero(g: Any, x: Tensor, y: Tensor) -> Any:
    return g * 0


error_function = np.vectorize(math.erf, otypes=["f8"])

unary("neg", negated, lambda g, x, y: -g, "", keeps_integers=True)
unary("exp", np.exp, lambda g, x, y: g * y, "output")
unary("exp2", np.exp2, lambda g, x, y: g * y * math.log(2), "output")
unary("expm1", np.expm1, lambda g, x, y: g * (y + 1), "output")
unary("log", np.log, lambda g, x, y: g / x)
unary("log2", np.log2, lambda g, x, y: g / (x * math.log(2)))
unary("log10", np.log10, lambda g, x, y: g / (x * math.log(10)))
unary("log1p", np.log1p, lambda g, x, y: g / (x + 1), label="Log1PBackward0")
unary("sqrt", np.sqrt, lambda g, x, y: g / (2 * y), "output")
unary("rsqrt", lambda x: 1 / np.sqrt(x), lambda g, x, y: -0.5 * g * y**3, "output")
unary("square", np.square, lambda g, x, y: 2 * g * x, keeps_integers=True, label="PowBackward0")
unary("reciprocal", lambda x: 1 / x, lambda g, x, y: -g * y * y, "output")
unary("abs", np.abs, lambda g, x, y: g * x.sign(), keeps_integers=True)
unary("sign", np.sign, _zero, "", keeps_integers=True)
unary("sin", np.sin, lambda g, x, y: g * x.cos())
unary("cos", np.cos, lambda g, x, y: -g * x.sin())
unary("tan", np.tan, lambda g, x, y: g * (1 + y * y), "output")
unary("tanh", np.tanh, lambda g, x, y: g * (1 - y * y), "output")
unary("sigmoid", sigmoid_of, lambda g, x, y: g * (1 - y) * y, "output")
unary("relu", lambda x: np.maximum(x, 0), lambda g, x, y: g * (y > 0), "output", True)
unary("floor", np.floor, _zero, "", keeps_integers=True)
unary("ceil", np.ceil, _zero, "", keeps_integers=True)
unary("trunc", np.trunc, _zero, "", keeps_integers=True)
unary(
    "erf", error_function, lambda g, x, y: g * (-x * x).exp() * (2 / math.sqrt(math.pi))
)

Tensor.__neg__ = Tensor.neg  # type: ignore[attr-defined]
Tensor.__abs__ = Tensor.abs  # type: ignore[attr-defined]


@method
def __pos__(self: Tensor) -> Tensor:
    """The tensor itself."""
    return self


@operation
def round(input: Tensor, *, decimals: int = 0) -> Tensor:
    """Each number rounded, a half to the even neighbour."""
    scale = 10.0**decimals
    array = np.round(input.array) if decimals == 0 else np.round(input.array * scale) / scale
    array = rounded(array, input.dtype)
    return record(array, input.dtype, "RoundBackward0", (input, lambda g: g * 0))


@operation
def isfinite(input: Tensor) -> Tensor:
    """Where the numbers are neither infinite nor nan."""
    return wrap(np.isfinite(input.array), bool_)


@operation
def isnan(input: Tensor) -> Tensor:
    """Where there are no numbers."""
    return wrap(np.isnan(input.array), bool_)


@operation
def isinf(input: Tensor) -> Tensor:
    """Where the numbers are infinite."""
    return wrap(np.isinf(input.array), bool_)


@operation
def nan_to_num(
    input: Tensor, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None
) -> Tensor:
    """The numbers, with others for those that are not finite."""
    array = np.nan_to_num(input.array, nan=nan, posinf=posinf, neginf=neginf)
    finite = wrap(np.isfinite(input.array), bool_)
    return record(array, input.dtype, "NanToNumBackward0", (input, lambda g: g * finite, input))


@operation
def logical_not(input: Tensor) -> Tensor:
    """Where the numbers are 0."""
    return wrap(np.logical_not(input.array), bool_)


@operation
def bitwise_not(input: Tensor) -> Tensor:
    """Each bit inverted, and so each truth value."""
    if input.dtype.is_floating_point:
        raise TypeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
    return wrap(~input.array, input.dtype)


Tensor.__invert__ = Tensor.bitwise_not  # type: ignore[attr-defined]


@operation
def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """The numbers within limits. No gradient flows through those that a limit has changed."""
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        refuse("clamp() with tensors as limits")
    dtype = input.dtype
    if not dtype.is_floating_point and (isinstance(min, float) or isinstance(max, float)):
        dtype = float32
    array = input.array.astype(dtype.compute)
    is_inside = np.ones(array.shape, bool)
    if min is not None:
        is_inside &= array >= dtype.compute.type(min)
        array = np.maximum(array, dtype.compute.type(min))
    if max is not None:
        is_inside &= array <= dtype.compute.type(max)
        array = np.minimum(array, dtype.compute.type(max))
    inside = wrap(is_inside, bool_)
    rule = (input, lambda g: g.masked_fill(~inside, 0), input)
    return record(rounded(array, dtype), dtype, "ClampBackward1", rule)


@method
def clamp_(self: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """The same in place."""
    return become(self, lambda: self.clamp(min, max))


@operation
def clip(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """Another name of clamp."""
    return input.clamp(min, max)  # type: ignore[no-any-return]


@function
def entr(input: Tensor) -> Tensor:
    """-x ln x, and 0 at 0."""
    dtype = input.dtype if input.dtype.is_floating_point else float32
    x = input.array.astype(dtype.compute)
    array = np.where(x > 0, -x * np.log(x), np.where(x < 0, -np.inf, x)).astype(x.dtype)
    rule = (input, lambda g: g * (-input.log() - 1), input)
    return record(rounded(array, dtype), dtype, "SpecialEntrBackward0", rule)
