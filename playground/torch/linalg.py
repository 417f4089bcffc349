"""torch.linalg: what NumPy's linear algebra gives, without gradients but for norms."""

from __future__ import annotations

from typing import Any

import numpy as np

from .operations import checked
from .refusal import absent, no_gradient, refuse
from .tensor import Tensor, record

__getattr__ = absent("torch.linalg")


class LinAlgError(RuntimeError):
    """A matrix that has no inverse."""


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"  # as PyTorch calls it


def check_square(name: str, A: Tensor) -> None:  # noqa: N803
    """Raise RuntimeError for a matrix that is not square."""
    rows, columns = A.array.shape[-2:]
    if rows != columns:
        raise RuntimeError(
            f"linalg.{name}: A must be batches of square matrices, "
            f"but they are {rows} by {columns} matrices"
        )


def eigvalsh(A: Tensor) -> Tensor:  # noqa: N803
    """The eigenvalues of a symmetric matrix, in order."""
    check_square("eigh", A)
    rule = no_gradient("linalg.eigvalsh")
    return record(np.linalg.eigvalsh(A.array), A.dtype, "LinalgEighBackward0", (A, rule))


def inv(A: Tensor) -> Tensor:  # noqa: N803
    """The inverse of a matrix."""
    check_square("inv", A)
    try:
        array = np.linalg.inv(A.array)
    except np.linalg.LinAlgError:
        refuse("the inverse of a singular matrix")
    return record(array, A.dtype, "LinalgInvExBackward0", (A, no_gradient("linalg.inv")))


def solve(A: Tensor, B: Tensor) -> Tensor:  # noqa: N803
    """X with A X = B."""
    check_square("solve", A)
    try:
        array = np.linalg.solve(A.array, B.array)
    except np.linalg.LinAlgError:
        raise LinAlgError(
            "torch.linalg.solve: The solver failed because the input matrix is singular."
        ) from None
    rule = no_gradient("linalg.solve")
    return record(array, A.dtype, "LinalgSolveExBackward0", (A, rule), (B, rule))


def norm(A: Tensor) -> Any:  # noqa: N803
    """The Euclidean norm of all numbers."""
    return A.norm()


def vector_norm(x: Tensor, ord: float = 2, dim: Any = None, keepdim: bool = False) -> Any:
    """The norm along dimensions."""
    return x.norm(ord, dim, keepdim)


def matrix_norm(A: Tensor, ord: Any = "fro") -> Any:  # noqa: N803
    """The Frobenius norm of a matrix; with 2 its largest singular value."""
    if ord == "fro":
        return A.norm(2, (-2, -1))
    if ord != 2:
        refuse(f"linalg.matrix_norm() with ord={ord!r}")
    array = np.linalg.svd(A.array, compute_uv=False).max(-1)
    return record(array, A.dtype, "AmaxBackward0", (A, no_gradient("linalg.matrix_norm")))


for _function in (eigvalsh, inv, solve):
    globals()[_function.__name__] = checked(_function, f"linalg_{_function.__name__}", 0)
