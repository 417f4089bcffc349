"""The same numbers as another type, and copies of them."""

from __future__ import annotations

from typing import Any

from . import dtypes
from .dtypes import BOOL, DTYPES, rounded
from .operations import method, operation
from .refusal import refuse
from .tensor import Tensor, device, record, wrap


@method
def to(self: Tensor, *arguments: Any, **named: Any) -> Any:
    """The tensor with numbers of another type; itself if they are of that type."""
    to_type = named.pop("dtype", None)
    is_copied = named.pop("copy", False)
    device(named.pop("device", None))
    named.pop("non_blocking", None)
    for argument in arguments:
        if isinstance(argument, Tensor):
            to_type = argument.dtype
        elif argument in DTYPES:
            to_type = argument
        elif not isinstance(argument, bool):
            device(argument)
    if named:
        refuse(f"the argument {next(iter(named))!r} of to()")
    if to_type is None or to_type is self.dtype:
        return self.clone() if is_copied else self
    return record(cast(self.array, to_type), to_type, "ToCopyBackward0", (self, lambda g: g))


def cast(array: Any, to_type: dtypes.dtype) -> Any:
    """The array as NumPy holds a type; every number but 0 is True."""
    return array.astype(bool) if to_type.category == BOOL else rounded(array, to_type)


@method
def type(self: Tensor, dtype: Any = None) -> Any:
    """The tensor in another type; without one, the name of its own kind of tensor."""
    return f"torch.{self.dtype.title}Tensor" if dtype is None else self.to(dtype)


@method
def type_as(self: Tensor, other: Tensor) -> Any:
    """The tensor in the type of another."""
    return self.to(other.dtype)


def _conversion(name: str, to_type: dtypes.dtype) -> None:
    def convert(self: Tensor) -> Any:
        return self.to(to_type)

    convert.__name__ = name
    method(convert)


_conversion("float", dtypes.float32)
_conversion("double", dtypes.float64)
_conversion("half", dtypes.float16)
_conversion("bfloat16", dtypes.bfloat16)
_conversion("long", dtypes.int64)
_conversion("int", dtypes.int32)
_conversion("bool", dtypes.bool_)


@operation
def clone(input: Tensor) -> Tensor:
    """A copy in memory of its own, through which gradients flow."""
    return record(input.array.copy(order="K"), input.dtype, "CloneBackward0", (input, lambda g: g))


@operation
def detach(input: Tensor) -> Tensor:
    """The same numbers in the same memory, outside the graph."""
    result = wrap(input.array, input.dtype)
    result.storage = input.storage
    return result


@operation
def numel(input: Tensor) -> int:
    """The number of elements."""
    return int(input.array.size)


@operation
def is_floating_point(input: Tensor) -> bool:
    """Whether its numbers are floating-point numbers."""
    return input.dtype.is_floating_point
