"""The types of numbers, and which of them two operands meet in."""

import math
from typing import Any

import numpy as np

from . import errors

BOOL, INTEGER, FLOAT = range(3)  # the categories, in the order in which promotion prefers them


class dtype:
    """A type of number: its name, what NumPy holds it in, and the name that errors call it by."""

    def __init__(self, name: str, numpy: str, title: str, c_name: str, itemsize: int) -> None:
        self.name = name
        self.numpy = np.dtype(numpy)
        self.title = title  # torch.float32 is the type of a torch.FloatTensor
        self.c_name = c_name
        self.itemsize = itemsize
        self.category = {"b": BOOL, "i": INTEGER, "u": INTEGER, "f": FLOAT}[self.numpy.kind]
        self.is_floating_point = self.category == FLOAT
        self.is_complex = False
        self.is_half = self.is_floating_point and itemsize == 2
        # Half precision is computed in single precision and rounded once, as PyTorch does.
        self.compute = np.dtype("f4") if self.is_half else self.numpy

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return "bool_" if self.name == "bool" else self.name  # pickled as the name in this module


bool_ = dtype("bool", "?", "Bool", "bool", 1)
uint8 = dtype("uint8", "u1", "Byte", "unsigned char", 1)
int8 = dtype("int8", "i1", "Char", "signed char", 1)
int16 = dtype("int16", "i2", "Short", "short", 2)
int32 = dtype("int32", "i4", "Int", "int", 4)
int64 = dtype("int64", "i8", "Long", "long int", 8)
bfloat16 = dtype(
    "bfloat16", "f4", "BFloat16", "c10::BFloat16", 2
)  # NumPy has none: rounded float32
float16 = dtype("float16", "f2", "Half", "c10::Half", 2)
float32 = dtype("float32", "f4", "Float", "float", 4)
float64 = dtype("float64", "f8", "Double", "double", 8)

DTYPES = (bool_, uint8, int8, int16, int32, int64, bfloat16, float16, float32, float64)
FROM_NUMPY = {each.numpy: each for each in DTYPES if each is not bfloat16}


def rounded(array: Any, to: dtype) -> Any:
    """The array with its numbers rounded to a type, as NumPy holds that type."""
    if to is bfloat16:
        return _rounded_to_bfloat16(array)
    return array if array.dtype == to.numpy else array.astype(to.numpy)


def _rounded_to_bfloat16(array: Any) -> Any:
    """To the upper 16 bits of a float32, ties to even."""
    single = np.asarray(array, "f4")
    bits = single.view("u4")
    up = np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
    upper = ((bits + up) & np.uint32(0xFFFF0000)).view("f4")
    return np.where(np.isnan(single), single, upper)


def wider(one: dtype, other: dtype) -> dtype:
    """The smallest type that holds both."""
    if {one, other} == {bfloat16, float16}:
        return float32
    if {one, other} == {uint8, int8}:
        return int16
    return max(one, other, key=DTYPES.index)


def of_number(number: Any) -> dtype:
    """The type that a Python number becomes a tensor of."""
    if isinstance(number, bool | np.bool_):
        return bool_
    return int64 if isinstance(number, int | np.integer) else float32


class finfo:
    """The limits of a type of floating-point numbers."""

    def __init__(self, type: dtype = float32) -> None:
        if not type.is_floating_point:
            raise TypeError(errors.FINFO.format(type))
        limits = np.finfo(type.numpy)
        self.dtype = type.name
        self.bits = 8 * type.itemsize
        self.eps = 2.0**-7 if type is bfloat16 else float(limits.eps)
        self.max = math.ldexp(255 / 128, 127) if type is bfloat16 else float(limits.max)
        self.min = -self.max
        self.tiny = self.smallest_normal = float(limits.tiny)
