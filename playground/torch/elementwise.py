"""Operations on each number alone, or on pairs of numbers, with their derivatives."""

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import dtypes, errors
from .dtypes import BOOL, DTYPES, FLOAT, INTEGER, bool_, check_shapes, common, float32
from .errors import check
from .operations import FUNCTIONS, NUMBERS, computed, function, method, named, operation
from .refusal import no_gradient, refuse
from .tensor import Tensor, become, device, record, wrap

Compute = Callable[..., Any]
ln_2 = math.log(2)


def error_function(x: Any) -> Any:
    """The error function, which NumPy lacks."""
    return np.array([math.erf(each) for each in x.flat], x.dtype).reshape(x.shape)


def entropy(x: Any) -> Any:
    """-x ln x, and 0 at 0."""
    return np.where(x > 0, -x * np.log(x), np.where(x < 0, -np.inf, x))


# Of each operation what computes it, and the gradient of x: from g, that of the result y, with x
# or y where it needs them.
UNARY: dict[str, tuple[Compute, Compute]] = {
    "neg": (operator.neg, lambda g: -g),
    "exp": (np.exp, lambda g, y: g * y),
    "exp2": (np.exp2, lambda g, y: g * y * ln_2),
    "expm1": (np.expm1, lambda g, y: g * (y + 1)),
    "log": (np.log, lambda g, x: g / x),
    "log2": (np.log2, lambda g, x: g / (x * ln_2)),
    "log10": (np.log10, lambda g, x: g / (x * math.log(10))),
    "log1p": (np.log1p, lambda g, x: g / (x + 1)),
    "sqrt": (np.sqrt, lambda g, y: g / (2 * y)),
    "square": (np.square, lambda g, x: 2 * g * x),
    "reciprocal": (lambda x: 1 / x, lambda g, y: -g * y * y),
    "abs": (np.abs, lambda g, x: g * x.sign()),
    "sign": (np.sign, lambda g: g * 0),
    "floor": (np.floor, lambda g: g * 0),
    "ceil": (np.ceil, lambda g: g * 0),
    "sin": (np.sin, lambda g, x: g * x.cos()),
    "cos": (np.cos, lambda g, x: -g * x.sin()),
    "tanh": (np.tanh, lambda g, y: g * (1 - y * y)),
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), lambda g, y: g * (1 - y) * y),
    "relu": (lambda x: np.maximum(x, 0), lambda g, y: g * (y > 0)),
    "erf": (error_function, lambda g, x: g * (-x * x).exp() * (2 / math.sqrt(math.pi))),
    "special_entr": (entropy, lambda g, x: -g * (x.log() + 1)),
    "nan_to_num": (np.nan_to_num, lambda g, x: g * x.isfinite()),
    "clone": (np.copy, lambda g: g),
}
KEEP_INTEGERS = ("neg", "square", "abs", "sign", "floor", "ceil", "relu", "nan_to_num", "clone")
LABELS = {"log1p": "Log1PBackward0", "square": "PowBackward0"}  # unlike those of the others


def unary(name: str, compute: Compute, rule: Compute) -> None:
    """Define an operation on one tensor; a result of integers is of float32 unless kept."""
    label = LABELS.get(name) or f"{name.title().replace('_', '')}Backward0"

    def body(input: Tensor) -> Tensor:
        to = input.dtype
        check(to.category != BOOL or name != "neg", errors.BOOL_NEGATED)
        to = to if to.category == FLOAT or name in KEEP_INTEGERS else float32
        return record(computed(compute, to.compute, input), to, label, {"x": input}, x=rule)

    operation(named(name, body))
    method(named(f"{name}_", lambda self: become(self, lambda: body(self))))


for _name, _definition in UNARY.items():
    unary(_name, *_definition)


@operation
def round(input: Tensor, *, decimals: int = 0) -> Tensor:
    """Each number rounded, a half to the even neighbour."""
    if decimals and input.dtype.category != FLOAT:
        refuse("round() of integers to decimals")
    array = np.round(input.array.astype(input.dtype.compute), decimals)
    label = f"RoundBackward{int(decimals != 0)}"
    return record(array, input.dtype, label, {"x": input}, x=lambda g: g * 0)


def predicate(name: str, compute: Compute) -> None:
    """Define an operation that gives truth values."""

    def body(input: Tensor) -> Tensor:
        return wrap(compute(input.array), bool_)

    operation(named(name, body))


for _name in ("isfinite", "isnan", "isinf", "logical_not"):
    predicate(_name, getattr(np, _name))


# mypy does not see what `operation` adds to Tensor, here and below.
Tensor.__neg__, Tensor.__abs__ = Tensor.neg, Tensor.abs  # type: ignore[attr-defined]
Tensor.__invert__ = lambda self: wrap(~self.array, self.dtype)
Tensor.__pos__ = lambda self: self

# Of two operands

POWERS: dict[float, Compute] = {  # as PyTorch computes them
    0.5: np.sqrt,
    2: np.square,
    3: lambda x: x * x * x,
    -1: lambda x: 1 / x,
    -2: lambda x: 1 / (x * x),
}


def raised(a: Any, b: Any) -> Any:
    """Each number to a power."""
    if a.dtype.kind != "f" and isinstance(b, np.ndarray) and (b < 0).any():
        refuse("integers to negative integer powers")
    is_special = np.ndim(b) == 0 and a.dtype.kind == "f" and float(b) in POWERS
    return POWERS[float(b)](a) if is_special else np.power(a, b)


def times_logarithm(a: Any, b: Any) -> Any:
    """A ln b, and 0 where a is 0."""
    return np.where((a == 0) & ~np.isnan(b), a.dtype.type(0), a * np.log(b))


def like(g: Tensor, operand: Any) -> Any:
    """An operand as a tensor, in the type of a gradient if it is a number."""
    is_tensor = isinstance(operand, Tensor)
    return operand if is_tensor else wrap(np.array(operand, g.dtype.numpy), g.dtype)


def power_by_base(g: Any, a: Any, b: Any) -> Any:
    """B a^(b-1), and 0 where b is 0."""
    if isinstance(b, Tensor):
        return (g * (b * a ** (b - 1))).masked_fill(b == 0, 0)
    return g * 0 if b == 0 else g * (b * a ** (b - 1))


# Of each operation what computes it, and the gradients of its operands a and b. Where these are
# equal, they share the gradient of an extreme.
BINARY: dict[str, tuple[Compute, Compute, Compute]] = {
    "add": (np.add, lambda g: g, lambda g: g),
    "sub": (np.subtract, lambda g: g, lambda g: -g),
    "mul": (np.multiply, lambda g, b: g * b, lambda g, a: g * a),
    "div": (np.true_divide, lambda g, b: g / b, lambda g, a, b: -g * ((a / b) / b)),
    "pow": (
        raised,
        power_by_base,
        lambda g, a, b: (g * (a**b * like(g, a).log())).masked_fill(
            (like(g, a) == 0) & (b >= 0), 0
        ),
    ),
    "floor_divide": (np.floor_divide, no_gradient("//"), no_gradient("//")),
    "remainder": (np.remainder, lambda g: g, lambda g, a, b: -g * (a // b).detach()),
    "maximum": (
        np.maximum,
        lambda g, a, b, y: g * (a == y) / (1 + (a == b)),
        lambda g, a, b, y: g * (b == y) / (1 + (a == b)),
    ),
    "xlogy": (
        times_logarithm,
        lambda g, a, b: (g * like(g, b).log()).masked_fill((a == 0) & (like(g, b) <= 0), 0),
        lambda g, a, b: g * a / b,
    ),
}
BINARY["minimum"] = (np.minimum, *BINARY["maximum"][1:])
REFLECTED = {"sub": "RsubBackward1", "div": "MulBackward0", "pow": "PowBackward2"}
MISTAKES: dict[str, tuple[Callable[[Any, Any, Any], Any], str]] = {
    "sub": (lambda to, a, b: to.category == BOOL, errors.BOOL_MINUS),
    "pow": (lambda to, a, b: to.category == INTEGER and np.ndim(b) == 0 > b, errors.NEGATIVE_POWER),
    "remainder": (lambda to, a, b: to.category == INTEGER and not np.all(b), errors.ZERO_DIVISION),
}
MISTAKES["floor_divide"] = MISTAKES["remainder"]


def binary(name: str, compute: Compute, *rules: Compute) -> Compute:
    """An operation on two operands, of which one may be a number."""
    label = f"{name.title().replace('_', '')}Backward0"
    is_mistake, message = MISTAKES.get(name, (lambda *_: False, ""))

    def label_of(input: Any, other: Any) -> str:
        if not isinstance(input, Tensor):
            return REFLECTED.get(name, label)
        return "PowBackward1" if name == "pow" and isinstance(other, Tensor) else label

    def body(input: Any, other: Any) -> Any:
        to = common(input, other)
        to = float32 if name in ("div", "xlogy") and to.category != FLOAT else to

        def guarded(a: Any, b: Any) -> Any:
            check(not is_mistake(to, a, b), message)
            return compute(a, b)

        array = computed(guarded, to.compute, input, other)
        if not rules:
            return wrap(array)
        of_a, of_b = rules
        return record(array, to, label_of(input, other), {"a": input, "b": other}, a=of_a, b=of_b)

    return operation(named(name, body))


def answer_to(symbol: str, body: Compute, is_comparison: bool = False) -> None:
    """Have tensors answer to an operator, from both sides and in place."""

    def between(self: Tensor, other: Any, apply: Compute) -> Any:
        other = FUNCTIONS["as_tensor"](other) if isinstance(other, np.ndarray) else other
        return apply(self, other) if isinstance(other, Tensor | NUMBERS) else NotImplemented

    def in_place(self: Tensor, other: Any) -> Any:
        return between(self, other, lambda a, b: become(a, lambda: body(a, b)))

    def reflected(self: Tensor, other: Any) -> Any:
        return between(self, other, lambda a, b: body(b, a))

    setattr(Tensor, f"__{symbol}__", lambda self, other: between(self, other, body))
    if not is_comparison:
        setattr(Tensor, f"__r{symbol}__", reflected)
        setattr(Tensor, f"__i{symbol}__", in_place)
        setattr(Tensor, f"{body.__name__}_", in_place)


OPERATORS = {"div": "truediv", "floor_divide": "floordiv", "remainder": "mod"}
for _name, _rules in BINARY.items():
    _body = binary(_name, *_rules)
    answer_to(OPERATORS.get(_name, _name), _body)
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    answer_to(_name, binary(_name, getattr(operator, _name)), is_comparison=True)
for _name in ("and", "or", "xor"):
    answer_to(_name, binary(f"bitwise_{_name}", getattr(np, f"bitwise_{_name}")))

# Choices


@operation
def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """The numbers within limits. No gradient flows through those that a limit has changed."""
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        refuse("clamp() with tensors as limits")
    to = common(input, 0 if not isinstance(min, float) and not isinstance(max, float) else 0.5)
    array = np.clip(input.array.astype(to.compute), min, max)
    rule = {"x": lambda g, x: g.masked_fill(x != wrap(array, to), 0)}
    return record(array, to, "ClampBackward1", {"x": input}, **rule)


@function
def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """`input` where the condition holds, `other` elsewhere; alone, the places where it holds."""
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)
    title, to = condition.dtype.title, common(input, other)
    check(condition.dtype is bool_, errors.NOT_A_CONDITION, title)
    chosen = computed(lambda a, b: (a, b), to.numpy, input, other)
    check_shapes(condition.array.shape, *[each.shape for each in chosen])
    array, values = np.where(condition.array, *chosen), {"a": input, "b": other, "c": condition}
    rules = {"a": lambda g, c: where(c, g, 0), "b": lambda g, c: where(c, 0, g)}
    return record(array, to, "WhereBackward0", values, **rules)


@operation
def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Any:
    """One number in place of the elements where a mask holds."""
    check(mask.dtype is bool_, errors.NOT_A_MASK, mask.dtype.c_name)
    check_shapes(input.array.shape, mask.array.shape)
    array = np.where(mask.array, input.array.dtype.type(value), input.array)
    rule = {"x": lambda g, mask: masked_fill(g, mask, 0)}
    values = {"x": input, "mask": mask}
    return record(array, input.dtype, "MaskedFillBackward0", values, **rule)


@operation
def isclose(input: Tensor, other: Tensor, rtol: float = 1e-05, **options: Any) -> Any:
    """Where |a - b| <= atol + rtol |b|."""
    titles = input.dtype.title, other.dtype.title
    check(titles[0] == titles[1], errors.TYPES_DIFFER, *titles)
    close = functools.partial(np.isclose, rtol=rtol, **options)
    return wrap(computed(close, input.dtype.compute, input, other), bool_)


# Types


@method
def to(self: Tensor, *targets: Any, dtype: Any = None, device: Any = None) -> Any:
    """The tensor with numbers of another type, or as they are if they have that type."""
    for target in (*targets, device):
        if target in DTYPES:
            dtype = target
        else:
            check_device(target)
    if dtype is None or dtype is self.dtype:
        return self
    return record(self.array, dtype, "ToCopyBackward0", {"x": self}, x=lambda g: g)


check_device = device
CONVERSIONS = {"half": "float16", "float": "float32", "double": "float64"}
CONVERSIONS |= {"long": "int64", "int": "int32", "bool": "bool_", "bfloat16": "bfloat16"}
for _name, _dtype in CONVERSIONS.items():
    setattr(Tensor, _name, functools.partialmethod(Tensor.to, getattr(dtypes, _dtype)))  # type: ignore[attr-defined]
