"""torch.nn.init: how parameters may start."""

from typing import Any

from ..autograd.graph import no_grad
from ..refusal import absent
from ..tensor import Tensor

__getattr__ = absent("torch.nn.init")


@no_grad()
def zeros_(tensor: Tensor) -> Any:
    """0 everywhere."""
    return tensor.zero_()


@no_grad()
def ones_(tensor: Tensor) -> Any:
    """1 everywhere."""
    return tensor.fill_(1.0)


@no_grad()
def constant_(tensor: Tensor, val: float) -> Any:
    """One number everywhere."""
    return tensor.fill_(val)


@no_grad()
def uniform_(tensor: Tensor, a: float = 0.0, b: float = 1.0) -> Any:
    """Numbers from a to b."""
    return tensor.uniform_(a, b)


@no_grad()
def normal_(tensor: Tensor, mean: float = 0.0, std: float = 1.0) -> Any:
    """Normal numbers."""
    return tensor.normal_(mean, std)
