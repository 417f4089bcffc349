"""Products of vectors and matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from .dtypes import rounded
from .operations import function, operation
from .refusal import no_gradient
from .shapes import reshaped
from .tensor import Tensor, record


def check_matrices(one: Tensor, other: Tensor) -> None:
    """Raise RuntimeError, as PyTorch does, for shapes or types that cannot be multiplied."""
    a, b = one.array.shape, other.array.shape
    if not a or not b:
        raise RuntimeError(
            "both arguments to matmul need to be at least 1D, but they are "
            f"{len(a)}D and {len(b)}D"
        )
    if len(a) == len(b) == 1 and a != b:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{a[0]}] and src [{b[0]}] to have the same "
            f"number of elements, but got {a[0]} and {b[0]} elements respectively"
        )
    if len(a) == 2 and len(b) == 1 and a[1] != b[0]:
        raise RuntimeError(f"size mismatch, got input ({a[0]}), mat ({a[0]}x{a[1]}), vec ({b[0]})")
    if len(a) <= 2 and len(b) == 2 and a[-1] != b[0]:
        raise RuntimeError(
            "mat1 and mat2 shapes cannot be multiplied "
            f"({a[0] if len(a) == 2 else 1}x{a[-1]} and {b[0]}x{b[1]})"
        )
    if one.dtype is not other.dtype:
        titles = one.dtype.title, other.dtype.title
        if len(a) == len(b) == 1:
            raise RuntimeError(
                f"dot : expected both vectors to have same dtype, but found {titles[0]} and "
                f"{titles[1]}"
            )
        if len(b) == 1:
            raise RuntimeError(
                f"addmv input tensors must have the same dtype, but got {titles[1]}, {titles[0]}, "
                f"and {titles[1]}"
            )
        raise RuntimeError(
            "expected m1 and m2 to have the same dtype, but got: "
            f"{one.dtype.c_name} != {other.dtype.c_name}"
        )


LABELS = {(1, 1): "DotBackward0", (2, 1): "MvBackward0", (2, 2): "MmBackward0", (1, 2): "SqueezeBackward4"}


@operation
def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product of the last two dimensions; a vector counts as a row or a column.

    With Y = A B, dL/dA = dL/dY B' and dL/dB = A' dL/dY.
    """
    check_matrices(input, other)
    a, b = input.array, other.array
    half = input.dtype.is_half
    try:
        array = np.matmul(a.astype("f4"), b.astype("f4")) if half else np.matmul(a, b)
    except ValueError:
        raise RuntimeError(
            f"shapes {list(a.shape)} and {list(b.shape)} cannot be multiplied"
        ) from None

    def as_matrices(g: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The gradient and both factors, with vectors as the matrices they count as."""
        if a.ndim == 1:
            g = g.unsqueeze(-2 if b.ndim > 1 else -1)
        if b.ndim == 1:
            g = g.unsqueeze(-1)
        left = input.unsqueeze(0) if a.ndim == 1 else input
        right = other.unsqueeze(1) if b.ndim == 1 else other
        return g, left, right

    def of_input(g: Tensor) -> Any:
        g, _, right = as_matrices(g)
        product = g @ right.mT
        return reshaped(product.sum(list(range(product.ndim - 1))), a.shape) if a.ndim == 1 else product

    def of_other(g: Tensor) -> Any:
        g, left, _ = as_matrices(g)
        product = left.mT @ g
        if b.ndim == 1:
            product = product.squeeze(-1)
            return product.sum(list(range(product.ndim - 1))) if product.ndim > 1 else product
        return product

    label = LABELS.get((a.ndim, b.ndim), "UnsafeViewBackward0")
    array = rounded(np.asarray(array), input.dtype)
    return record(array, input.dtype, label, (input, of_input, other), (other, of_other, input))


Tensor.__matmul__ = lambda self, other: (  # type: ignore[attr-defined]
    self.matmul(other) if isinstance(other, Tensor) else NotImplemented
)


@operation
def mm(input: Tensor, mat2: Tensor) -> Any:
    """The product of two matrices."""
    for name, each in (("self", input), ("mat2", mat2)):
        if each.array.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix")
    return input.matmul(mat2)


@operation
def mv(input: Tensor, vec: Tensor) -> Any:
    """The product of a matrix and a vector."""
    if input.array.ndim != 2 or vec.array.ndim != 1:
        dims = f"{vec.array.ndim}, {input.array.ndim}, {vec.array.ndim}"
        raise RuntimeError(f"vector + matrix @ vector expected, got {dims}")
    return input.matmul(vec)


@operation
def dot(input: Tensor, tensor: Tensor) -> Any:
    """The sum of the products of two vectors."""
    if input.array.ndim != 1 or tensor.array.ndim != 1:
        raise RuntimeError(
            f"1D tensors expected, but got {input.array.ndim}D and {tensor.array.ndim}D tensors"
        )
    return input.matmul(tensor)


@operation
def bmm(input: Tensor, mat2: Tensor) -> Any:
    """The products of two batches of matrices."""
    for number, each in enumerate((input, mat2), 1):
        if each.array.ndim != 3:
            raise RuntimeError(f"batch{number} must be a 3D tensor")
    result = input.matmul(mat2)
    if result.grad_fn is not None:
        result.grad_fn.label = "BmmBackward0"
    return result


@operation
def outer(input: Tensor, vec2: Tensor) -> Any:
    """The matrix of the products of all pairs of two vectors."""
    for name, each in (("self", input), ("vec2", vec2)):
        if each.array.ndim != 1:
            raise RuntimeError(
                f"outer: Expected 1-D argument {name}, but got {each.array.ndim}-D"
            )
    return input.unsqueeze(1) * vec2


@function
def einsum(equation: str, *operands: Tensor) -> Tensor:
    """The sum of products that an equation of indices describes."""
    dtype = operands[0].dtype
    array = np.einsum(equation, *[each.array for each in operands])
    rule = no_gradient("einsum")
    return record(np.asarray(array), dtype, "EinsumBackward0", *[(each, rule) for each in operands])


@function
def kron(input: Tensor, other: Tensor) -> Tensor:
    """The Kronecker product."""
    rule = no_gradient("kron")
    array = np.kron(input.array, other.array)
    return record(array, input.dtype, "KronBackward0", (input, rule), (other, rule))


@function
def trapezoid(y: Tensor, x: Any = None, *, dx: float = 1.0, dim: int = -1) -> Any:
    """The integral along the last dimension by the trapezoidal rule."""
    if x is not None and x.array.ndim == 1 and x.array.shape[0] != y.array.shape[dim]:
        raise RuntimeError("trapezoid: There must be one `x` value for each sample point")
    width = dx if x is None else x.diff(dim=dim)
    length = y.array.shape[dim] - 1
    middle = (y.narrow(dim, 1, length) + y.narrow(dim, 0, length)) / 2
    return (width * middle).sum(dim)
