"""The same numbers as another type, and copies of them."""

from __future__ import annotations

import functools
from typing import Any

from . import dtypes
from .dtypes import BOOL, DTYPES, rounded
from .operations import method, operation
from .tensor import Tensor, device, record


@method
def to(self: Tensor, *targets: Any, dtype: Any = None, **options: Any) -> Any:
    """The tensor with numbers of another type, or as they are if they have that type."""
    device(options.get("device"))
    for target in targets:
        if isinstance(target, Tensor):
            dtype = target.dtype
        elif target in DTYPES:
            dtype = target
        else:
            device(target)
    if dtype is None or dtype is self.dtype:
        return self.clone() if options.get("copy") else self
    return record(cast(self.array, dtype), dtype, "ToCopyBackward0", (self, lambda g: g))


def cast(array: Any, dtype: dtypes.dtype) -> Any:
    """The array as NumPy holds a type; every number but 0 is True."""
    return array.astype(bool) if dtype.category == BOOL else rounded(array, dtype)


CONVERSIONS = {
    "float": dtypes.float32,
    "double": dtypes.float64,
    "half": dtypes.float16,
    "bfloat16": dtypes.bfloat16,
    "long": dtypes.int64,
    "int": dtypes.int32,
    "bool": dtypes.bool_,
}
# mypy does not see what `method` and `operation` add to Tensor.
for _name, _dtype in CONVERSIONS.items():
    setattr(Tensor, _name, functools.partialmethod(Tensor.to, _dtype))  # type: ignore[attr-defined]


@method
def type(self: Tensor, dtype: Any = None) -> Any:
    """The tensor in another type; without one, the name of its own kind of tensor."""
    return f"torch.{self.dtype.title}Tensor" if dtype is None else self.to(dtype)


@operation
def clone(input: Tensor) -> Tensor:
    """A copy in memory of its own, through which gradients flow."""
    return record(input.array.copy(order="K"), input.dtype, "CloneBackward0", (input, lambda g: g))


@operation
def numel(input: Tensor) -> Any:
    """The number of elements."""
    return input.array.size
