"""The type that operands meet in, and their numbers in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from .dtypes import dtype, of_number, wider
from .operations import function
from .tensor import Tensor

NUMBERS = int | float | np.number | np.bool_  # bool is an int


@function
def promote_types(type1: dtype, type2: dtype) -> dtype:
    """The type that tensors of two types meet in."""
    return meeting(type1, type2)


def meeting(one: dtype, other: dtype) -> dtype:
    """The type of the higher category; the wider one if they have the same."""
    if one.category == other.category:
        return wider(one, other)
    return max(one, other, key=lambda each: each.category)


@function
def result_type(*operands: Any) -> dtype:
    """The type that an operation on tensors and numbers has.

    A tensor without dimensions counts less than one with dimensions, and a Python number less
    still: they change the type only if they are of a higher category.
    https://pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
    """
    ranks: list[dtype | None] = [None, None, None]
    for operand in operands:
        if isinstance(operand, Tensor):
            rank, of_operand = int(operand.array.ndim == 0), operand.dtype
        else:
            rank, of_operand = 2, of_number(operand)
        before = ranks[rank]
        ranks[rank] = of_operand if before is None else meeting(before, of_operand)
    types = [each for each in ranks if each is not None]
    result = types[0]
    for each in types[1:]:
        if each.category > result.category:
            result = each
    return result


def common(one: Any, other: Any) -> dtype:
    """The type of an operation on two operands; quick where they are of the same type."""
    if isinstance(one, Tensor) and isinstance(other, Tensor) and one.dtype is other.dtype:
        return one.dtype
    result: dtype = result_type(one, other)
    return result


def numbers(operand: Any, to: Any) -> Any:
    """The array of an operand, or the number it is, in a type of NumPy."""
    if isinstance(operand, Tensor):
        array = operand.array
        return array if array.dtype == to else array.astype(to)
    return to.type(operand)


def check_broadcastable(one: Any, other: Any) -> None:
    """Raise RuntimeError if the shapes of two operands do not fit together."""
    shape, against = one.array.shape, other.array.shape
    count = max(len(shape), len(against))
    for back in range(1, count + 1):
        a = shape[-back] if back <= len(shape) else 1
        b = against[-back] if back <= len(against) else 1
        if a != b and 1 not in (a, b):
            raise RuntimeError(
                f"The size of tensor a ({a}) must match the size of tensor b ({b}) at "
                f"non-singleton dimension {count - back}"
            )
