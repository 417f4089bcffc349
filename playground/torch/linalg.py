"""Products of vectors and matrices, and torch.linalg: what the programs need of linear algebra."""

import functools
from typing import Any

import numpy as np

from . import errors
from .errors import check, refuse
from .operations import computed, evaluated, function, operation
from .tensor import Tensor, record, relabel


@operation
def matmul(input: Tensor, other: Tensor) -> Any:
    """The matrix product of the last two dimensions; a vector counts as a row or a column."""
    a, b = input.array.shape, other.array.shape
    types = input.dtype.c_name, other.dtype.c_name
    if 0 < len(a) <= 2 == len(b):
        check(a[-1] == b[0], errors.NOT_MULTIPLIED, *(1, *a)[-2:], *b)
    if (len(a), len(b)) == (2, 1):
        check(a[1] == b[0], errors.MV_SIZES, *a, *b)
    check(types[0] == types[1], errors.MM_TYPES, *types)
    if len(a) > 1 and len(b) > 1:
        return product(input, other)
    row = input.unsqueeze(0) if len(a) == 1 else input
    column = other.unsqueeze(1) if len(b) == 1 else other
    gone = [-2] * (len(a) == 1) + [-1] * (len(b) == 1)
    labels = {(1, 1): "DotBackward0", (2, 1): "MvBackward0", (1, 2): "SqueezeBackward4"}
    label = labels.get((len(a), len(b)), "UnsafeViewBackward0")
    return relabel(product(row, column).squeeze(tuple(gone)), label)


def product(one: Tensor, other: Tensor) -> Tensor:
    """The product of matrices. With Y = A B, dL/dA = dL/dY B' and dL/dB = A' dL/dY."""
    array, values = computed(np.matmul, one.dtype.compute, one, other), {"a": one, "b": other}
    rules = {"a": lambda g, b: g @ b.mT, "b": lambda g, a: a.mT @ g}
    label = "MmBackward0" if array.ndim == 2 else "UnsafeViewBackward0"
    return record(array, one.dtype, label, values, **rules)


Tensor.__matmul__ = lambda self, other: (
    self.matmul(other) if isinstance(other, Tensor) else NotImplemented
)


@operation
def outer(input: Tensor, vec2: Tensor) -> Any:
    """The matrix of the products of all pairs of two vectors."""
    if input.array.ndim != 1 or vec2.array.ndim != 1:
        refuse("outer() of other than two vectors")
    return input.unsqueeze(1) * vec2


@function
def trapezoid(y: Tensor, x: Tensor) -> Any:
    """The integral along the last dimension by the trapezoidal rule."""
    if y.array.shape != x.array.shape or y.array.size < 2:
        refuse("trapezoid() of other than two tensors of one shape")
    return ((y[..., 1:] + y[..., :-1]) * x.diff()).sum(-1) / 2


@function
def kron(input: Tensor, other: Tensor) -> Any:
    """The Kronecker product."""
    return evaluated("kron", "KronBackward0", np.kron, input, other)


def eigvalsh(A: Tensor) -> Tensor:  # noqa: N803 — PyTorch's own name
    """The eigenvalues of a symmetric matrix, in order."""
    return evaluated("linalg.eigvalsh", "LinalgEighBackward0", np.linalg.eigvalsh, A)


def matrix_norm(A: Tensor, ord: Any = "fro") -> Any:  # noqa: N803 — PyTorch's own name
    """The largest singular value of a matrix, which is its norm 2."""
    if ord != 2:
        refuse(f"linalg.matrix_norm() with ord={ord!r}")
    largest = functools.partial(np.linalg.norm, ord=2, axis=(-2, -1))
    return evaluated("linalg.matrix_norm", "SelectBackward0", largest, A)
