"""The types of numbers, and which of them operands meet in."""

from __future__ import annotations

import functools
import itertools
from typing import Any

import numpy as np

from . import errors
from .errors import check, refuse_attribute

BOOL, INTEGER, FLOAT = range(3)  # the categories, in the order in which promotion prefers them


class dtype:
    """A type of number: its name, what NumPy holds it in, and the names that errors call it by."""

    def __init__(self, name: str, numpy: str, title: str, c_name: str, itemsize: int) -> None:
        self.name, self.numpy, self.itemsize = name, np.dtype(numpy), itemsize
        self.title, self.c_name = title, c_name  # torch.float32 is that of a torch.FloatTensor
        self.category = {"b": BOOL, "i": INTEGER, "u": INTEGER, "f": FLOAT}[self.numpy.kind]
        self.is_floating_point = self.category == FLOAT
        # Half precision is computed in single precision and rounded once, as PyTorch does.
        is_half = self.is_floating_point and itemsize == 2
        self.compute = np.dtype("f4") if is_half else self.numpy

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return "bool_" if self.name == "bool" else self.name  # pickled as the name in this module


bool_ = dtype("bool", "?", "Bool", "bool", 1)
uint8 = dtype("uint8", "u1", "Byte", "unsigned char", 1)
int32 = dtype("int32", "i4", "Int", "int", 4)
int64 = dtype("int64", "i8", "Long", "long int", 8)
bfloat16 = dtype("bfloat16", "f4", "BFloat16", "c10::BFloat16", 2)  # NumPy has a rounded float32
float16 = dtype("float16", "f2", "Half", "c10::Half", 2)
float32 = dtype("float32", "f4", "Float", "float", 4)
float64 = dtype("float64", "f8", "Double", "double", 8)

DTYPES = (bool_, uint8, int32, int64, bfloat16, float16, float32, float64)
FROM_NUMPY = {each.numpy: each for each in DTYPES if each is not bfloat16}


def rounded(array: Any, to: dtype) -> Any:
    """Numbers rounded to a type, as NumPy holds it; a number but 0 is True."""
    array = np.asarray(array)
    if to is not bfloat16:
        return array if array.dtype == to.numpy else array.astype(to.numpy)
    single = np.asarray(array, "f4")  # the upper 16 bits of a float32, ties to even
    bits = single.view("u4")
    up = np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
    upper = ((bits + up) & np.uint32(0xFFFF0000)).view("f4")
    return np.where(np.isnan(single), single, upper)


def of_number(number: Any) -> dtype:
    """The type that a Python number becomes a tensor of."""
    if isinstance(number, bool | np.bool_):
        return bool_
    return int64 if isinstance(number, int | np.integer) else float32


def meeting(one: dtype, other: dtype) -> dtype:
    """The smallest type that holds both; the one of the higher category if these differ."""
    if {one, other} == {bfloat16, float16}:
        return float32
    return max(one, other, key=DTYPES.index)


def result_type(*operands: Any) -> dtype:
    """The type that an operation on tensors and numbers has.

    A tensor without dimensions counts less than one with dimensions, and a Python number less
    still: they change the type only if they are of a higher category.
    https://pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
    """
    kinds: list[Any] = [getattr(operand, "dtype", None) for operand in operands]
    if isinstance(kinds[0], dtype) and kinds.count(kinds[0]) == len(kinds):
        return kinds[0]
    ranks: list[list[dtype]] = [[], [], []]
    for operand, own in zip(operands, kinds, strict=True):
        is_tensor = isinstance(own, dtype)
        rank = int(operand.ndim == 0) if is_tensor else 2
        ranks[rank].append(own if is_tensor else of_number(operand))
    first, *others = (functools.reduce(meeting, rank) for rank in ranks if rank)
    for each in others:
        first = each if each.category > first.category else first
    return first


def check_shapes(*shapes: tuple[int, ...]) -> None:
    """Raise RuntimeError if shapes cannot be broadcast to one."""
    count = max(map(len, shapes))
    for one, two in itertools.pairwise(shapes):
        for back in range(1, min(len(one), len(two)) + 1):
            a, b = one[-back], two[-back]
            check(a == b or 1 in (a, b), errors.SIZES_DIFFER, a, b, count - back)


class finfo:
    """The limits of a type of floating-point numbers."""

    __getattr__ = refuse_attribute

    def __init__(self, type: dtype = float32) -> None:
        limits = np.finfo(type.numpy)
        is_short = type is bfloat16  # which has the range of a float32 and 8 bits
        self.tiny, self.eps = float(limits.tiny), 2.0**-7 if is_short else float(limits.eps)
        self.max = 255 / 128 * 2.0**127 if is_short else float(limits.max)
        self.min = -self.max
