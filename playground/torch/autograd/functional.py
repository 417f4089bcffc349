"""torch.autograd.functional: all derivatives of a function at once."""

from collections.abc import Callable
from typing import Any

from ..creation import zeros_like
from ..shapes import stack
from ..tensor import Tensor
from . import grad
from .graph import enable_grad


def jacobian(func: Callable[[Any], Any], inputs: Tensor) -> Any:
    """The derivative of each output in each input: the output's shape, then the input's."""
    with enable_grad():
        x = inputs.detach().requires_grad_()
        y = func(x)
    rows = [zeros_like(x)] * y.numel()  # where y depends on x not at all
    if y.requires_grad:
        options = {"retain_graph": True, "allow_unused": True}
        found = [grad(output, x, **options)[0] for output in y.reshape(-1)]
        rows = [zeros_like(x) if row is None else row for row in found]
    return stack(rows).detach().reshape(*y.shape, *x.shape)


def hessian(func: Callable[[Any], Any], inputs: Tensor) -> Any:
    """The second derivatives of a function with one number as output: the input's shape twice."""
    return jacobian(lambda x: grad(func(x).reshape(()), x, create_graph=True)[0], inputs)
