"""torch.linalg: what the programs need of linear algebra, without gradients."""

from typing import Any

import numpy as np

from . import errors
from .refusal import absent, no_gradient, refuse
from .tensor import Tensor, record

__getattr__ = absent("torch.linalg", globals())


def eigvalsh(A: Tensor) -> Tensor:  # noqa: N803 — PyTorch's own name
    """The eigenvalues of a symmetric matrix, in order."""
    rows, columns = A.array.shape[-2:]
    if rows != columns:
        raise RuntimeError(errors.NOT_SQUARE.format(rows, columns))
    rule = (A, no_gradient("linalg.eigvalsh"))
    return record(np.linalg.eigvalsh(A.array), A.dtype, "LinalgEighBackward0", rule)


def matrix_norm(A: Tensor, ord: Any = "fro") -> Any:  # noqa: N803 — PyTorch's own name
    """The Frobenius norm of a matrix; with 2 its largest singular value."""
    if ord == "fro":
        return A.norm(2, (-2, -1))
    if ord != 2:
        refuse(f"linalg.matrix_norm() with ord={ord!r}")
    return svdvals(A)[..., 0]


def svdvals(A: Tensor) -> Any:  # noqa: N803 — PyTorch's own name
    """The singular values of a matrix, the largest first."""
    array = np.linalg.svd(A.array, compute_uv=False)
    return record(array, A.dtype, "LinalgSvdBackward0", (A, no_gradient("linalg.svdvals")))
