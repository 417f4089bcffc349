"""Products of vectors and matrices, and torch.linalg: what the programs need of linear algebra."""

from typing import Any

import numpy as np

from . import errors
from .dtypes import common
from .errors import check
from .operations import computed, function, operation
from .refusal import absent, no_gradient, refuse
from .tensor import Tensor, record, wrap

__getattr__ = absent("torch.linalg", globals())


def check_factors(one: Tensor, other: Tensor) -> None:
    """Raise RuntimeError, as PyTorch does, for shapes or types that cannot be multiplied."""
    a, b = one.array.shape, other.array.shape
    dims = len(a), len(b)
    check(0 not in dims, errors.NO_FACTORS, *dims)
    if dims == (1, 1):
        check(a == b, errors.DOT_SIZES, *a, *b)
    elif dims == (2, 1):
        check(a[1] == b[0], errors.MV_SIZES, *a, *b)
    elif dims in ((1, 2), (2, 2)):
        check(a[-1] == b[0], errors.NOT_MULTIPLIED, *(1, *a)[-2:], *b)
    elif a[-1] != b[-2 % len(b)]:
        refuse(f"the message for the product of shapes {list(a)} and {list(b)}, which do not fit,")
    if one.dtype is not other.dtype:
        raise RuntimeError(errors.MM_TYPES.format(one.dtype.c_name, other.dtype.c_name))


LABELS = {(1, 1): "DotBackward0", (2, 1): "MvBackward0", (2, 2): "MmBackward0"}


@operation
def matmul(input: Tensor, other: Tensor) -> Any:
    """The matrix product of the last two dimensions; a vector counts as a row or a column.

    With Y = A B, dL/dA = dL/dY B' and dL/dB = A' dL/dY.
    """
    check_factors(input, other)
    dims, to = (input.array.ndim, other.array.ndim), input.dtype
    array = computed(np.matmul, to.compute, input, other)

    def as_matrix(g: Any) -> Any:
        g = g if dims[1] > 1 else g.unsqueeze(-1)
        return g if dims[0] > 1 else g.unsqueeze(-2)

    def of_a(g: Any, b: Any) -> Any:
        product = as_matrix(g) @ (b if dims[1] > 1 else b.unsqueeze(1)).mT
        return product if dims[0] > 1 else product.squeeze(-2)

    def of_b(g: Any, a: Any) -> Any:
        product = (a if dims[0] > 1 else a.unsqueeze(0)).mT @ as_matrix(g)
        return product if dims[1] > 1 else product.squeeze(-1)

    label = LABELS.get(dims, "UnsafeViewBackward0")
    return record(array, to, label, {"a": input, "b": other}, a=of_a, b=of_b)


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
def einsum(equation: str, *operands: Any) -> Any:
    """The sum of products that an equation of indices describes."""
    if len({each.dtype for each in operands}) > 1 or any(each.requires_grad for each in operands):
        refuse("einsum() of tensors of different types, or with a gradient,")
    return wrap(np.einsum(equation, *[each.array for each in operands]), operands[0].dtype)


@function
def kron(input: Tensor, other: Tensor) -> Any:
    """The Kronecker product."""
    to, rule = common(input, other), no_gradient("kron")
    array = computed(np.kron, to.compute, input, other)
    return record(array, to, "KronBackward0", {"a": input, "b": other}, a=rule, b=rule)


def eigvalsh(A: Tensor) -> Tensor:  # noqa: N803 — PyTorch's own name
    """The eigenvalues of a symmetric matrix, in order."""
    message = "linalg.eigh: A must be batches of square matrices, but they are {} by {} matrices"
    check(A.array.shape[-1] == A.array.shape[-2], message, *A.array.shape[-2:])
    array, rule = np.linalg.eigvalsh(A.array), no_gradient("linalg.eigvalsh")
    return record(array, A.dtype, "LinalgEighBackward0", {"x": A}, x=rule)


def matrix_norm(A: Tensor, ord: Any = "fro") -> Any:  # noqa: N803 — PyTorch's own name
    """The Frobenius norm of a matrix; with 2 its largest singular value."""
    if ord == "fro":
        return A.norm(dim=(-2, -1))
    if ord != 2:
        refuse(f"linalg.matrix_norm() with ord={ord!r}")
    array, rule = np.linalg.norm(A.array, 2, (-2, -1)), no_gradient("linalg.matrix_norm")
    return record(array, A.dtype, "SelectBackward0", {"x": A}, x=rule)
