"""Operations on two operands, which are broadcast: arithmetic, comparisons, choices."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from .dtypes import BOOL, FLOAT, INTEGER, bool_, dtype, float32, rounded
from .operations import function, method, operation
from .promotion import NUMBERS, check_broadcastable, common, numbers, result_type
from .refusal import no_gradient, refuse
from .tensor import Tensor, become, record, save_output, wrap


def computed(compute: Callable[[Any, Any], Any], a: Any, b: Any, to: dtype) -> Any:
    """The array of an operation on two operands in a type, rounded to it."""
    try:
        array = compute(numbers(a, to.compute), numbers(b, to.compute))
    except ValueError:
        check_broadcastable(a, b)
        raise
    return np.asarray(array)


def tensor_of(number: Any, to: dtype) -> Tensor:
    """A number as a tensor without dimensions."""
    return number if isinstance(number, Tensor) else wrap(np.array(number, to.numpy), to)


def recorded(array: Any, to: dtype, label: str, *operands: tuple[Any, ...]) -> Tensor:
    """The result, with a node that leads to those operands that are tensors."""
    tensors = [each for each in operands if isinstance(each[0], Tensor)]
    saved = [(*each[:2], *(t for t in each[2:] if isinstance(t, Tensor))) for each in tensors]
    return record(rounded(array, to), to, label, *saved)


@operation
def add(input: Any, other: Any, *, alpha: Any = 1) -> Tensor:
    """The sum."""
    if alpha != 1:
        other = other * alpha
    to = common(input, other)
    array = computed(np.add, input, other, to)
    return recorded(array, to, "AddBackward0", (input, lambda g: g), (other, lambda g: g))


@operation
def sub(input: Any, other: Any, *, alpha: Any = 1) -> Tensor:
    """The difference."""
    if alpha != 1:
        other = other * alpha
    to = common(input, other)
    if to.category == BOOL:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )
    array = computed(np.subtract, input, other, to)
    label = "SubBackward0" if isinstance(input, Tensor) else "RsubBackward1"
    return recorded(array, to, label, (input, lambda g: g), (other, lambda g: -g))


@operation
def mul(input: Any, other: Any) -> Tensor:
    """The product."""
    to = common(input, other)
    array = computed(np.multiply, input, other, to)
    of_input = (input, lambda g: g * other, other)
    return recorded(array, to, "MulBackward0", of_input, (other, lambda g: g * input, input))


@operation
def div(input: Any, other: Any, *, rounding_mode: str | None = None) -> Tensor:
    """The quotient, of floating-point numbers."""
    if rounding_mode is not None:
        refuse("the argument 'rounding_mode' of div()")
    to = common(input, other)
    if to.category != FLOAT:
        to = float32
    array = computed(np.true_divide, input, other, to)
    of_other = (other, lambda g: -g * ((input / other) / other), input, other)
    if not isinstance(input, Tensor):  # as PyTorch has it: the reciprocal, times the number
        return recorded(array, to, "MulBackward0", (input, None), of_other)
    return recorded(array, to, "DivBackward0", (input, lambda g: g / other, other), of_other)


@operation
def floor_divide(input: Any, other: Any) -> Tensor:
    """The quotient rounded down."""
    to = checked_divisor(input, other)
    array = computed(np.floor_divide, input, other, to)
    rule = no_gradient("floor_divide")
    return recorded(array, to, "FloorDivideBackward0", (input, rule), (other, rule))


@operation
def remainder(input: Any, other: Any) -> Tensor:
    """What is left after floor_divide; it has the sign of the divisor."""
    to = checked_divisor(input, other)
    array = computed(np.remainder, input, other, to)
    of_other = (other, lambda g: -g * floor_divide(input, other).detach(), input, other)
    return recorded(array, to, "RemainderBackward0", (input, lambda g: g), of_other)


def checked_divisor(input: Any, other: Any) -> dtype:
    """The type of a division with integers, of which none may be divided by 0."""
    to = common(input, other)
    if to.category == INTEGER and np.any(numbers(other, to.numpy) == 0):
        raise RuntimeError("ZeroDivisionError")
    return to


POWERS: dict[Any, Callable[[Any], Any]] = {
    0.5: np.sqrt,
    2: np.square,
    3: lambda x: x * x * x,
    -1: lambda x: 1 / x,
    -2: lambda x: 1 / (x * x),
}


@operation
def pow(input: Any, exponent: Any) -> Tensor:
    """Each number to a power."""
    to = common(input, exponent)
    if to.category == INTEGER and not isinstance(exponent, Tensor) and exponent < 0:
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    special = None if isinstance(exponent, Tensor) else POWERS.get(exponent)
    if special and to.category == FLOAT:
        array = np.asarray(special(numbers(input, to.compute)))
    else:
        array = computed(np.power, input, exponent, to)

    def of_input(g: Any) -> Any:
        if not isinstance(exponent, Tensor):
            return g * 0 if exponent == 0 else g * (exponent * pow(input, exponent - 1))
        slope = g * (exponent * pow(input, exponent - 1))
        return slope.masked_fill(exponent == 0, 0)

    def of_exponent(g: Any) -> Any:
        base = tensor_of(input, to)
        is_flat = (base == 0) & (exponent >= 0)
        return (g * (pow(input, exponent) * base.log())).masked_fill(is_flat, 0)

    label = "PowBackward0" if not isinstance(exponent, Tensor) else "PowBackward1"
    input_rule = (input, of_input, input, exponent)
    return recorded(array, to, label, input_rule, (exponent, of_exponent, input, exponent))


def operand(other: Any) -> Any:
    """What stands beside a tensor in an expression, or NotImplemented if it cannot."""
    if isinstance(other, np.ndarray):
        return wrap(other)
    return other if isinstance(other, Tensor | NUMBERS) else NotImplemented


def define_operator(symbol: str, body: Callable[..., Tensor], name: str = "") -> None:
    """Have tensors answer to an operator of Python, from both sides and in place.

    `name` is that of the method which works in place, without its underscore.
    """

    def forward(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return NotImplemented if other is NotImplemented else body(self, other)

    def reflected(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return NotImplemented if other is NotImplemented else body(other, self)

    def in_place(self: Tensor, other: Any, **named: Any) -> Any:
        other = operand(other)
        if other is NotImplemented:
            return other
        return become(self, lambda: body(self, other, **named))

    setattr(Tensor, f"__{symbol}__", forward)
    setattr(Tensor, f"__r{symbol}__", reflected)
    setattr(Tensor, f"__i{symbol}__", in_place)
    if name:
        setattr(Tensor, f"{name}_", in_place)


define_operator("add", add, "add")
define_operator("sub", sub, "sub")
define_operator("mul", mul, "mul")
define_operator("truediv", div, "div")
define_operator("floordiv", floor_divide, "floor_divide")
define_operator("mod", remainder, "remainder")
define_operator("pow", pow, "pow")


def define_comparison(name: str, compare: Callable[[Any, Any], Any]) -> None:
    """Define a comparison as operation and operator; its result is of truth values."""

    def body(input: Tensor, other: Any) -> Tensor:
        array = computed(compare, input, other, common(input, other))
        return wrap(array, bool_)

    def compared(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return NotImplemented if other is NotImplemented else body(self, other)

    body.__name__ = name
    body.__doc__ = f"Where {name} holds between the numbers."
    operation(body)
    setattr(Tensor, f"__{name}__", compared)


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    define_comparison(_name, getattr(operator, _name))


def define_bitwise(symbol: str, compute: Callable[[Any, Any], Any]) -> None:
    """Define an operation on bits, and so on truth values, as operation and operator."""
    name = f"bitwise_{symbol}"

    def body(input: Any, other: Any) -> Tensor:
        to = common(input, other)
        if to.category == FLOAT:
            raise NotImplementedError(f"\"{name}_cpu\" not implemented for '{to.title}'")
        return wrap(computed(compute, input, other, to), to)

    body.__name__ = name
    body.__doc__ = f'The operation "{symbol}" on each bit.'
    define_operator(symbol, operation(body))


define_bitwise("and", np.bitwise_and)
define_bitwise("or", np.bitwise_or)
define_bitwise("xor", np.bitwise_xor)


def define_logical(name: str, compute: Callable[[Any, Any], Any]) -> None:
    """Define an operation on truth values; every number but 0 is true."""

    def body(input: Tensor, other: Tensor) -> Tensor:
        return wrap(computed(compute, input, other, common(input, other)), bool_)

    body.__name__ = name
    body.__doc__ = f"Apply {name} to each pair of truth values."
    operation(body)


define_logical("logical_and", np.logical_and)
define_logical("logical_or", np.logical_or)
define_logical("logical_xor", np.logical_xor)


def extreme(name: str, compute: Any, is_chosen: Any, input: Tensor, other: Tensor) -> Tensor:
    """The larger or the smaller of each pair; a tie shares its gradient."""
    to = common(input, other)
    array = computed(compute, input, other, to)

    def share(one: Tensor, two: Tensor) -> Any:
        return lambda g: g * (is_chosen(one, two).to(g.dtype) + (one == two).to(g.dtype) / 2)

    of_input = (input, share(input, other), input, other)
    return recorded(array, to, name, of_input, (other, share(other, input), input, other))


@operation
def maximum(input: Tensor, other: Tensor) -> Tensor:
    """The larger of each pair."""
    return extreme("MaximumBackward0", np.maximum, operator.gt, input, other)


@operation
def minimum(input: Tensor, other: Tensor) -> Tensor:
    """The smaller of each pair."""
    return extreme("MinimumBackward0", np.minimum, operator.lt, input, other)


@operation
def logaddexp(input: Tensor, other: Tensor) -> Tensor:
    """ln(e^a + e^b)."""
    to = common(input, other)
    array = computed(np.logaddexp, input, other, to)
    of_input = (input, lambda g: g * (input - result).exp(), input)
    of_other = (other, lambda g: g * (other - result).exp(), other)
    result = recorded(array, to, "LogaddexpBackward0", of_input, of_other)
    return save_output(result)


@operation
def xlogy(input: Any, other: Any) -> Tensor:
    """a ln b, and 0 where a is 0."""
    to = common(input, other)
    to = to if to.category == FLOAT else float32
    if not isinstance(input, Tensor) and not isinstance(other, Tensor):
        raise TypeError("xlogy() needs a tensor")

    def compute(a: Any, b: Any) -> Any:
        return np.where((a == 0) & ~np.isnan(b), a.dtype.type(0), a * np.log(b))

    array = computed(compute, input, other, to)

    def of_input(g: Any) -> Any:
        base = tensor_of(other, to)
        return (g * base.log()).masked_fill((tensor_of(input, to) == 0) & (base <= 0), 0)

    of_other = (other, lambda g: g * input / other, input, other)
    return recorded(array, to, "XlogyBackward0", (input, of_input, input, other), of_other)


@function
def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """`input` where the condition holds, `other` elsewhere; alone, the places where it holds."""
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)
    if condition.dtype is not bool_:
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{condition.dtype.title}"
        )
    to = result_type(input, other)
    chosen = condition.array
    try:
        array = np.where(chosen, numbers(input, to.numpy), numbers(other, to.numpy))
    except ValueError:
        for one, two in ((condition, input), (condition, other), (input, other)):
            if isinstance(one, Tensor) and isinstance(two, Tensor):
                check_broadcastable(one, two)
        raise
    of_input = (input, lambda g: where(condition, g, 0), condition)
    of_other = (other, lambda g: where(condition, 0, g), condition)
    return recorded(array, to, "WhereBackward0", of_input, of_other)


@operation
def isclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Tensor:
    """Where |a - b| <= atol + rtol |b|."""
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{input.dtype.title} did not match {other.dtype.title}")

    def compute(a: Any, b: Any) -> Any:
        is_close = a == b
        if equal_nan:
            is_close |= np.isnan(a) & np.isnan(b)
        if input.dtype.is_floating_point:
            allowed = atol + np.abs(rtol * b)
            is_close |= np.isfinite(a - b) & (np.abs(a - b) <= allowed) & np.isfinite(allowed)
        return is_close

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
    return input.array.shape == other.array.shape and bool((input.array == other.array).all())
