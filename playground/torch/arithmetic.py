"""Operations on two operands, which are broadcast: arithmetic, comparisons, choices."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import errors
from .dtypes import BOOL, FLOAT, INTEGER, bool_, dtype, float32, rounded
from .operations import FUNCTIONS, function, operation, wrong_argument
from .promotion import NUMBERS, check_broadcastable, common, numbers
from .refusal import no_gradient, refuse
from .tensor import Tensor, become, record, wrap

Compute = Callable[..., Any]


def computed(compute: Compute, a: Any, b: Any, to: dtype) -> Any:
    """The array of an operation on two operands in a type."""
    try:
        return np.asarray(compute(numbers(a, to.compute), numbers(b, to.compute)))
    except ValueError:
        check_broadcastable(a, b)
        raise


def recorded(array: Any, to: dtype, label: str, *operands: tuple[Any, ...]) -> Tensor:
    """The result, with a node that leads to those operands that are tensors."""
    inputs = [
        (tensor, rule, *(each for each in saved if isinstance(each, Tensor)))
        for tensor, rule, *saved in operands
        if isinstance(tensor, Tensor)
    ]
    return record(rounded(array, to), to, label, *inputs)


@operation
def add(input: Any, other: Any, *, alpha: Any = 1) -> Any:
    """The sum."""
    other = other if alpha == 1 else other * alpha
    to = common(input, other)
    array = computed(np.add, input, other, to)
    return recorded(array, to, "AddBackward0", (input, lambda g: g), (other, lambda g: g))


@operation
def sub(input: Any, other: Any, *, alpha: Any = 1) -> Any:
    """The difference."""
    other = other if alpha == 1 else other * alpha
    to = common(input, other)
    if to.category == BOOL:
        raise RuntimeError(errors.BOOL_MINUS)
    array = computed(np.subtract, input, other, to)
    label = "SubBackward0" if isinstance(input, Tensor) else "RsubBackward1"
    return recorded(array, to, label, (input, lambda g: g), (other, lambda g: -g))


@operation
def mul(input: Any, other: Any) -> Any:
    """The product."""
    to = common(input, other)
    array = computed(np.multiply, input, other, to)
    of_input = (input, lambda g: g * other, other)
    return recorded(array, to, "MulBackward0", of_input, (other, lambda g: g * input, input))


@operation
def div(input: Any, other: Any) -> Any:
    """The quotient, of floating-point numbers."""
    to = common(input, other)
    to = to if to.category == FLOAT else float32
    array = computed(np.true_divide, input, other, to)
    label = "DivBackward0" if isinstance(input, Tensor) else "MulBackward0"
    of_input = (input, lambda g: g / other, other)
    of_other = (other, lambda g: -g * ((input / other) / other), input, other)
    return recorded(array, to, label, of_input, of_other)


def divided(compute: Compute, label: str, input: Any, other: Any, of_other: Any) -> Any:
    """floor_divide and remainder. No integer may be divided by 0."""
    to = common(input, other)
    if to.category == INTEGER and np.any(numbers(other, to.numpy) == 0):
        raise RuntimeError(errors.ZERO_DIVISION)
    array = computed(compute, input, other, to)
    of_input = no_gradient("floor_divide") if label.startswith("Floor") else lambda g: g
    return recorded(array, to, label, (input, of_input), (other, of_other, input, other))


@operation
def floor_divide(input: Any, other: Any) -> Any:
    """The quotient rounded down."""
    rule = no_gradient("floor_divide")
    return divided(np.floor_divide, "FloorDivideBackward0", input, other, rule)


@operation
def remainder(input: Any, other: Any) -> Any:
    """What is left after floor_divide; it has the sign of the divisor."""

    def of_other(g: Any) -> Any:
        return -g * floor_divide(input, other).detach()

    return divided(np.remainder, "RemainderBackward0", input, other, of_other)


POWERS: dict[float, Compute] = {
    0.5: np.sqrt,
    2: np.square,
    3: lambda x: x * x * x,
    -1: lambda x: 1 / x,
    -2: lambda x: 1 / (x * x),
}


@operation
def pow(input: Any, exponent: Any) -> Any:
    """Each number to a power."""
    to, is_tensor = common(input, exponent), isinstance(exponent, Tensor)
    if to.category == INTEGER and np.any(numbers(exponent, to.numpy) < 0):
        if is_tensor:
            refuse("integers to negative integer powers")
        raise RuntimeError(errors.NEGATIVE_POWER)
    special = None if is_tensor or to.category != FLOAT else POWERS.get(exponent)
    if special:
        array = np.asarray(special(numbers(input, to.compute)))
    else:
        array = computed(np.power, input, exponent, to)

    def of_input(g: Any) -> Any:
        if not is_tensor:
            return g * 0 if exponent == 0 else g * (exponent * pow(input, exponent - 1))
        return (g * (exponent * pow(input, exponent - 1))).masked_fill(exponent == 0, 0)

    def of_exponent(g: Any) -> Any:
        base = input if isinstance(input, Tensor) else wrap(np.array(input, to.numpy), to)
        is_flat = (base == 0) & (exponent >= 0)
        return (g * (pow(input, exponent) * base.log())).masked_fill(is_flat, 0)

    label = "PowBackward0" if not is_tensor else f"PowBackward{1 + (not isinstance(input, Tensor))}"
    operands = (input, of_input, input, exponent), (exponent, of_exponent, input, exponent)
    return recorded(array, to, label, *operands)


def bitwise(name: str, compute: Compute) -> Compute:
    """An operation on each bit, and so on truth values."""

    def body(input: Any, other: Any) -> Any:
        to = common(input, other)
        if to.category == FLOAT:
            raise NotImplementedError(errors.NOT_IMPLEMENTED.format(f"{name}_cpu", to.title))
        return wrap(computed(compute, input, other, to), to)

    body.__name__ = name
    return operation(body)


def comparison(name: str) -> Compute:
    """A comparison; its result is of truth values."""
    compare = getattr(operator, name)

    def body(input: Any, other: Any) -> Any:
        return wrap(computed(compare, input, other, common(input, other)), bool_)

    body.__name__ = name
    return operation(body)


# Python's operators


def operand(other: Any) -> Any:
    """What stands beside a tensor in an expression, or NotImplemented if it cannot."""
    if isinstance(other, np.ndarray):
        return FUNCTIONS["as_tensor"](other)
    return other if isinstance(other, Tensor | NUMBERS) else NotImplemented


def answer_to(symbol: str, body: Compute, is_comparison: bool = False) -> None:
    """Have tensors answer to an operator, from both sides and in place."""

    def forward(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return other if other is NotImplemented else body(self, other)

    def reflected(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return other if other is NotImplemented else body(other, self)

    def in_place(self: Tensor, other: Any, **named: Any) -> Any:
        other = operand(other)
        if other is NotImplemented:
            return other
        return become(self, lambda: body(self, other, **named))

    setattr(Tensor, f"__{symbol}__", forward)
    if not is_comparison:
        setattr(Tensor, f"__r{symbol}__", reflected)
        setattr(Tensor, f"__i{symbol}__", in_place)
        setattr(Tensor, f"{body.__name__}_", in_place)


for _symbol in ("eq", "ne", "lt", "le", "gt", "ge"):
    answer_to(_symbol, comparison(_symbol), is_comparison=True)
for _symbol in ("and", "or", "xor"):
    answer_to(_symbol, bitwise(f"bitwise_{_symbol}", getattr(np, f"bitwise_{_symbol}")))
for _symbol, _body in {"add": add, "sub": sub, "mul": mul, "truediv": div, "pow": pow}.items():
    answer_to(_symbol, _body)
answer_to("floordiv", floor_divide)
answer_to("mod", remainder)


# Choices


def extreme(name: str, compute: Compute, is_it: Compute, input: Tensor, other: Tensor) -> Any:
    """The larger or the smaller of each pair; a tie shares its gradient."""
    if not isinstance(other, Tensor):
        wrong_argument(name.partition("Backward")[0].lower(), "other", 2, "Tensor", other)
    to = common(input, other)

    def share(one: Tensor, two: Tensor) -> Any:
        return lambda g: g * (is_it(one, two).to(g.dtype) + (one == two).to(g.dtype) / 2)

    of_input = (input, share(input, other), input, other)
    of_other = (other, share(other, input), input, other)
    return recorded(computed(compute, input, other, to), to, name, of_input, of_other)


@operation
def maximum(input: Tensor, other: Tensor) -> Any:
    """The larger of each pair."""
    return extreme("MaximumBackward0", np.maximum, operator.gt, input, other)


@operation
def minimum(input: Tensor, other: Tensor) -> Any:
    """The smaller of each pair."""
    return extreme("MinimumBackward0", np.minimum, operator.lt, input, other)


@operation
def xlogy(input: Tensor, other: Any) -> Any:
    """A ln b, and 0 where a is 0."""
    to = common(input, other)
    to = to if to.category == FLOAT else float32
    base = other if isinstance(other, Tensor) else wrap(np.array(other, to.numpy), to)

    def compute(a: Any, b: Any) -> Any:
        return np.where((a == 0) & ~np.isnan(b), a.dtype.type(0), a * np.log(b))

    def of_input(g: Any) -> Any:
        return (g * base.log()).masked_fill((input == 0) & (base <= 0), 0)

    of_base = (base, lambda g: g * input / base, input, base)
    array = computed(compute, input, base, to)
    return recorded(array, to, "XlogyBackward0", (input, of_input, input, base), of_base)


@function
def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """`input` where the condition holds, `other` elsewhere; alone, the places where it holds."""
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)
    if condition.dtype is not bool_:
        raise RuntimeError(errors.NOT_A_CONDITION.format(condition.dtype.title))
    to = common(input, other)
    try:
        chosen = numbers(input, to.numpy), numbers(other, to.numpy)
        array = np.where(condition.array, *chosen)
    except ValueError:
        check_broadcastable(condition, input, other)
        raise
    of_input = (input, lambda g: where(condition, g, 0), condition)
    of_other = (other, lambda g: where(condition, 0, g), condition)
    return recorded(array, to, "WhereBackward0", of_input, of_other)


@operation
def isclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Any:
    """Where |a - b| <= atol + rtol |b|."""
    if input.dtype is not other.dtype:
        raise RuntimeError(errors.TYPES_DIFFER.format(input.dtype.title, other.dtype.title))

    def compute(a: Any, b: Any) -> Any:
        return np.isclose(a, b, rtol, atol, equal_nan)

    return wrap(computed(compute, input, other, input.dtype), bool_)


@operation
def allclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether |a - b| <= atol + rtol |b| everywhere."""
    return bool(isclose(input, other, rtol, atol, equal_nan).all())


@operation
def equal(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape and numbers."""
    return input.shape == other.shape and bool((input.array == other.array).all())
