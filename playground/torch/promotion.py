"""The type that operands meet in, and their numbers in it."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from . import errors
from .dtypes import dtype, of_number, wider
from .operations import function
from .tensor import Tensor

NUMBERS = int | float | np.number | np.bool_  # bool is an int


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
    ranks: dict[int, dtype] = {}
    for operand in operands:
        is_tensor = isinstance(operand, Tensor)
        rank = int(operand.array.ndim == 0) if is_tensor else 2
        own = operand.dtype if is_tensor else of_number(operand)
        ranks[rank] = meeting(ranks[rank], own) if rank in ranks else own
    first, *others = (ranks[rank] for rank in sorted(ranks))
    for each in others:
        if each.category > first.category:
            first = each
    return first


def common(one: Any, other: Any) -> Any:
    """The type of an operation on two operands; quick where they are of the same type."""
    if isinstance(one, Tensor) and isinstance(other, Tensor) and one.dtype is other.dtype:
        return one.dtype
    return result_type(one, other)


def numbers(operand: Any, to: Any) -> Any:
    """The array of an operand, or the number it is, in a type of NumPy."""
    if isinstance(operand, Tensor):
        array = operand.array
        return array if array.dtype == to else array.astype(to)
    return to.type(operand)


def check_broadcastable(*operands: Any) -> None:
    """Raise RuntimeError if the shapes of operands do not fit together."""
    check_shapes(*[each.array.shape for each in operands if isinstance(each, Tensor)])


def check_shapes(*shapes: tuple[int, ...]) -> None:
    """Raise RuntimeError if shapes cannot be broadcast to one."""
    count = max(map(len, shapes))
    for one, two in itertools.pairwise(shapes):
        for back in range(1, min(len(one), len(two)) + 1):
            a, b = one[-back], two[-back]
            if a != b and 1 not in (a, b):
                raise RuntimeError(errors.SIZES_DIFFER.format(a, b, count - back))
