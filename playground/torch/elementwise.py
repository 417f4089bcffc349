"""Operations on each number alone, or on pairs of numbers, with their derivatives."""

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import dtypes, errors
from .dtypes import BOOL, DTYPES, FLOAT, INTEGER, bool_, check_shapes, float32, result_type
from .errors import check, no_gradient, refuse
from .operations import FUNCTIONS, NUMBERS, computed, function, method, named, operation
from .shapes import length
from .tensor import Tensor, become, device, record, relabel, wrap

Compute = Callable[..., Any]


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
    "exp2": (np.exp2, lambda g, y: g * y * math.log(2)),
    "log": (np.log, lambda g, x: g / x),
    "log2": (np.log2, lambda g, x: g / (x * math.log(2))),
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
LABELS = {"log1p": "Log1P", "square": "Pow", "logsigmoid": "LogSigmoid"}  # unlike those of others


def unary(name: str, compute: Compute, rule: Compute) -> Compute:
    """An operation on one tensor; a result of integers is of float32 unless kept."""
    label = LABELS.get(name, name.title().replace("_", ""))

    def body(input: Tensor) -> Tensor:
        to = input.dtype
        check(to.category != BOOL or name != "neg", errors.BOOL_NEGATED)
        to = to if to.category == FLOAT or name in KEEP_INTEGERS else float32
        array = computed(compute, to.compute, input)
        return record(array, to, f"{label}Backward0", {"x": input}, x=rule)

    return named(name, body)


for _name, _definition in UNARY.items():
    operation(unary(_name, *_definition))


@operation
def round(input: Tensor, *, decimals: int = 0) -> Tensor:
    """Each number rounded, a half to the even neighbour."""
    if decimals and input.dtype.category != FLOAT:
        refuse("round() of integers to decimals")
    array = np.round(input.array.astype(input.dtype.compute), decimals)
    label = f"RoundBackward{int(decimals != 0)}"
    return record(array, input.dtype, label, {"x": input}, x=lambda g: g * 0)


# mypy does not see what `operation` adds to Tensor, here and below.
Tensor.__neg__, Tensor.__abs__ = Tensor.neg, Tensor.abs  # type: ignore[attr-defined]
Tensor.__invert__ = lambda self: wrap(~self.array, self.dtype)

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
    return (g * (b * a ** (b - 1))).masked_fill(like(g, b) == 0, 0)


def power_by_exponent(g: Any, a: Any, b: Any) -> Any:
    """a^b ln a, and 0 where a is 0 and b is not negative."""
    base = like(g, a)
    return (g * (a**b * base.log())).masked_fill((base == 0) & (b >= 0), 0)


# Of each operation what computes it, and the gradients of its operands a and b. Where these are
# equal, they share the gradient of an extreme.
BINARY: dict[str, tuple[Compute, Compute, Compute]] = {
    "add": (np.add, lambda g: g, lambda g: g),
    "sub": (np.subtract, lambda g: g, lambda g: -g),
    "mul": (np.multiply, lambda g, b: g * b, lambda g, a: g * a),
    "div": (np.true_divide, lambda g, b: g / b, lambda g, a, b: -g * ((a / b) / b)),
    "pow": (raised, power_by_base, power_by_exponent),
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
OPERATORS = {"div": "truediv", "floor_divide": "floordiv", "remainder": "mod"}
REFLECTED = {"sub": "RsubBackward1", "div": "MulBackward0", "pow": "PowBackward2"}


def check_operands(name: str, to: dtypes.dtype, b: Any) -> None:
    """Raise what PyTorch raises for numbers that an operation does not take."""
    check(name != "sub" or to.category != BOOL, errors.BOOL_MINUS)
    if to.category == INTEGER:
        is_negative = name == "pow" and np.ndim(b) == 0 > b
        check(not is_negative, "Integers to negative integer powers are not allowed.")
        check(name not in ("floor_divide", "remainder") or np.all(b), "ZeroDivisionError")


def binary(name: str, compute: Compute, *rules: Compute) -> Compute:
    """An operation on two operands, of which one may be a number."""
    label = f"{name.title().replace('_', '')}Backward0"

    def label_of(input: Any, other: Any) -> str:
        if not isinstance(input, Tensor):
            return REFLECTED.get(name, label)
        return "PowBackward1" if name == "pow" and isinstance(other, Tensor) else label

    def body(input: Any, other: Any) -> Any:
        to = result_type(input, other)
        to = float32 if name in ("div", "xlogy") and to.category != FLOAT else to
        check_operands(name, to, other.array if isinstance(other, Tensor) else other)
        array = computed(compute, to.compute, input, other)
        if not rules:
            return wrap(array)
        of_a, of_b = rules
        return record(array, to, label_of(input, other), {"a": input, "b": other}, a=of_a, b=of_b)

    return operation(named(name, body))


def answer_to(symbol: str, body: Compute) -> None:
    """Have tensors answer to an operator, from both sides and in place."""

    def between(self: Tensor, other: Any, apply: Compute) -> Any:
        other = FUNCTIONS["as_tensor"](other) if isinstance(other, np.ndarray) else other
        return apply(self, other) if isinstance(other, Tensor | NUMBERS) else NotImplemented

    def in_place(self: Tensor, other: Any) -> Any:
        return between(self, other, lambda a, b: become(a, lambda: body(a, b)))

    def reflected(self: Tensor, other: Any) -> Any:
        return between(self, other, lambda a, b: body(b, a))

    setattr(Tensor, f"__{symbol}__", lambda self, other: between(self, other, body))
    if symbol not in COMPARISONS:
        setattr(Tensor, f"__r{symbol}__", reflected)
        setattr(Tensor, f"__i{symbol}__", in_place)
        setattr(Tensor, f"{body.__name__}_", in_place)


COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
for _name, _rules in BINARY.items():
    answer_to(OPERATORS.get(_name, _name), binary(_name, *_rules))
for _name in COMPARISONS:
    answer_to(_name, binary(_name, getattr(operator, _name)))
for _name in ("and", "or", "xor"):
    answer_to(_name, binary(f"bitwise_{_name}", getattr(np, f"bitwise_{_name}")))


@operation
def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """The numbers within limits. No gradient flows through those that a limit has changed."""
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        refuse("clamp() with tensors as limits")
    to = result_type(input, 0.5 if isinstance(min, float) or isinstance(max, float) else 0)
    array = np.clip(input.array.astype(to.compute), min, max)
    rule = {"x": lambda g, x: g.masked_fill(x != wrap(array, to), 0)}
    return record(array, to, "ClampBackward1", {"x": input}, **rule)


@function
def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """`input` where the condition holds, `other` elsewhere; alone, the places where it holds."""
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)
    title, to = condition.dtype.title, result_type(input, other)
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
    filling = wrap(np.asarray(value, input.array.dtype), input.dtype)
    return relabel(where(mask, filling, input), "MaskedFillBackward0")


@operation
def isclose(
    input: Tensor, other: Tensor, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Any:
    """Where |a - b| <= atol + rtol |b|."""
    titles = input.dtype.title, other.dtype.title
    check(titles[0] == titles[1], "{} did not match {}", *titles)
    close = functools.partial(np.isclose, rtol=rtol, atol=atol, equal_nan=equal_nan)
    return wrap(computed(close, input.dtype.compute, input, other), bool_)


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
CONVERSIONS = {"half": "float16", "float": "float32", "double": "float64", "long": "int64"}
CONVERSIONS |= {"int": "int32", "bool": "bool_", "bfloat16": "bfloat16"}
for _name, _dtype in CONVERSIONS.items():  # as above, mypy does not see what Tensor gets
    setattr(Tensor, _name, functools.partialmethod(Tensor.to, getattr(dtypes, _dtype)))  # type: ignore[attr-defined]


# Small ones, and those that others make up, which so have their gradients.
COMPOSED: dict[str, Compute] = {
    "dim": lambda input: input.array.ndim,
    "numel": lambda input: input.array.size,
    "tolist": lambda input: input.array.tolist(),
    "is_floating_point": lambda input: input.dtype.is_floating_point,
    "isfinite": lambda input: wrap(np.isfinite(input.array), bool_),
    "isinf": lambda input: wrap(np.isinf(input.array), bool_),
    "isnan": lambda input: wrap(np.isnan(input.array), bool_),
    "allclose": lambda input, other, *of, **named: bool(input.isclose(other, *of, **named).all()),
    "equal": lambda input, other: input.shape == other.shape and bool((input == other).all()),
    "clip": lambda input, min=None, max=None: input.clamp(min, max),
    "nanmean": lambda input: (
        input.masked_fill(input.isnan(), 0).mean() / (~input.isnan()).to(input.dtype).mean()
    ),
    "argsort": lambda input, dim=-1, descending=False: input.sort(dim, descending).indices,
    "chunk": lambda input, chunks, dim=0: input.split(max(-(-input.size(dim) // chunks), 1), dim),
    "diff": lambda input, dim=-1: (
        input.split([1, input.size(dim) - 1], dim)[1]
        - input.split([input.size(dim) - 1, 1], dim)[0]
    ),
}
METHODS: dict[str, Compute] = {
    "size": lambda self, dim=None: self.shape if dim is None else length(self, dim),
    "type": lambda self: f"torch.{self.dtype.title}Tensor",
    "zero_": lambda self: self.fill_(0),
    "masked_fill_": lambda self, mask, value: self.copy_(self.masked_fill(mask, value)),
    "clamp_": lambda self, min=None, max=None: self.copy_(self.clamp(min, max)),
}
for _name, _body in COMPOSED.items():
    operation(named(_name, _body))
for _name, _body in METHODS.items():
    method(named(_name, _body))
