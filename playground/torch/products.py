"""Products of vectors and matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import errors
from .dtypes import rounded
from .operations import function, operation
from .promotion import check_shapes, common, numbers
from .refusal import no_gradient, refuse
from .tensor import Tensor, record, relabel


def check_factors(one: Tensor, other: Tensor) -> None:
    """Raise RuntimeError, as PyTorch does, for shapes or types that cannot be multiplied."""
    a, b = one.array.shape, other.array.shape
    dims, titles = (len(a), len(b)), (one.dtype.title, other.dtype.title)
    if 0 in dims:
        raise RuntimeError(errors.NO_FACTORS.format(*dims))
    if dims == (1, 1) and a != b:
        raise RuntimeError(errors.DOT_SIZES.format(a[0], b[0]))
    if dims == (2, 1) and a[1] != b[0]:
        raise RuntimeError(errors.MV_SIZES.format(*a, *b))
    if dims in ((1, 2), (2, 2)) and a[-1] != b[0]:
        raise RuntimeError(errors.NOT_MULTIPLIED.format(*(1, *a)[-2:], *b))
    if one.dtype is not other.dtype:
        if dims == (1, 1):
            raise RuntimeError(errors.DOT_TYPES.format(*titles))
        if dims[1] == 1:
            raise RuntimeError(errors.MV_TYPES.format(*titles))
        raise RuntimeError(errors.MM_TYPES.format(one.dtype.c_name, other.dtype.c_name))


LABELS = {(1, 1): "DotBackward0", (2, 1): "MvBackward0", (2, 2): "MmBackward0"}


@operation
def matmul(input: Tensor, other: Tensor) -> Any:
    """The matrix product of the last two dimensions; a vector counts as a row or a column.

    With Y = A B, dL/dA = dL/dY B' and dL/dB = A' dL/dY.
    """
    check_factors(input, other)
    a, b, to = input.array, other.array, input.dtype
    try:
        array = np.matmul(a.astype(to.compute, copy=False), b.astype(to.compute, copy=False))
    except ValueError:
        check_shapes(a.shape[:-2], b.shape[:-2])
        rows = (a.shape[0], a.shape[-1])
        raise RuntimeError(errors.BATCH_SIZES.format(list(rows), list(b.shape[:2]))) from None

    def as_matrices(g: Any) -> tuple[Any, Any, Any]:
        """The gradient and both factors, with vectors as the matrices they count as."""
        g = g if b.ndim > 1 else g.unsqueeze(-1)
        g = g if a.ndim > 1 else g.unsqueeze(-2)
        left = input if a.ndim > 1 else input.unsqueeze(0)
        return g, left, other if b.ndim > 1 else other.unsqueeze(1)

    def of_input(g: Any) -> Any:
        g, _, right = as_matrices(g)
        product = g @ right.mT
        return product if a.ndim > 1 else product.squeeze(-2)

    def of_other(g: Any) -> Any:
        g, left, _ = as_matrices(g)
        product = left.mT @ g
        return product if b.ndim > 1 else product.squeeze(-1)

    label = LABELS.get((a.ndim, b.ndim), "UnsafeViewBackward0")
    inputs = (input, of_input, other), (other, of_other, input)
    return record(rounded(np.asarray(array), to), to, label, *inputs)


def _matmul_operator(self: Tensor, other: Any) -> Any:
    return self.matmul(other) if isinstance(other, Tensor) else NotImplemented


Tensor.__matmul__ = _matmul_operator


@operation
def mm(input: Tensor, mat2: Tensor) -> Any:
    """The product of two matrices."""
    for name, each in (("self", input), ("mat2", mat2)):
        if each.array.ndim != 2:
            raise RuntimeError(errors.MM_SHAPE.format(name))
    return input.matmul(mat2)


@operation
def mv(input: Tensor, vec: Tensor) -> Any:
    """The product of a matrix and a vector."""
    if input.array.ndim != 2 or vec.array.ndim != 1:
        raise RuntimeError(errors.MV_SHAPE.format(vec.array.ndim, input.array.ndim))
    return input.matmul(vec)


@operation
def dot(input: Tensor, tensor: Tensor) -> Any:
    """The sum of the products of two vectors."""
    if input.array.ndim != 1 or tensor.array.ndim != 1:
        raise RuntimeError(errors.DOT_SHAPE.format(input.array.ndim, tensor.array.ndim))
    return input.matmul(tensor)


@operation
def bmm(input: Tensor, mat2: Tensor) -> Any:
    """The products of two batches of matrices."""
    for number, each in enumerate((input, mat2), 1):
        if each.array.ndim != 3:
            raise RuntimeError(errors.BMM_SHAPE.format(number))
    return relabel(input.matmul(mat2), "BmmBackward0")


@operation
def outer(input: Tensor, vec2: Tensor) -> Any:
    """The matrix of the products of all pairs of two vectors."""
    for name, each in (("self", input), ("vec2", vec2)):
        if each.array.ndim != 1:
            raise RuntimeError(errors.OUTER_SHAPE.format(name, each.array.ndim))
    return input.unsqueeze(1) * vec2


@function
def einsum(equation: str, *operands: Any) -> Any:
    """The sum of products that an equation of indices describes."""
    if len({each.dtype for each in operands}) > 1:
        refuse("einsum() of tensors of different types")
    array = np.einsum(equation, *[each.array for each in operands])
    inputs = [(each, no_gradient("einsum")) for each in operands]
    return record(np.asarray(array), operands[0].dtype, "EinsumBackward0", *inputs)


@function
def kron(input: Tensor, other: Tensor) -> Any:
    """The Kronecker product."""
    inputs = [(each, no_gradient("kron")) for each in (input, other)]
    to = common(input, other)
    array = np.kron(*(numbers(each, to.compute) for each in (input, other)))
    return record(rounded(np.asarray(array), to), to, "KronBackward0", *inputs)


@function
def trapezoid(y: Tensor, x: Any = None, *, dx: float = 1.0) -> Any:
    """The integral along the last dimension by the trapezoidal rule."""
    length = y.array.shape[-1] - 1
    if x is not None and x.array.ndim == 1 and x.array.shape[0] != length + 1:
        raise RuntimeError(errors.TRAPEZOID)
    if length < 1 or (x is not None and x.array.ndim != 1 and x.shape != y.shape):
        refuse("trapezoid() of fewer than two points, or of shapes that are broadcast,")
    width = dx if x is None else x.diff()
    return (width * (y.narrow(-1, 1, length) + y.narrow(-1, 0, length)) / 2).sum(-1)
