"""torch.autograd.functional: all derivatives of a function at once."""

from collections.abc import Callable
from typing import Any

from ..creation import zeros_like
from ..refusal import absent
from ..shapes import stack
from ..tensor import Tensor
from . import grad
from .graph import enable_grad

__getattr__ = absent("torch.autograd.functional", globals())


def jacobian(func: Callable[[Tensor], Tensor], inputs: Tensor, create_graph: bool = False) -> Any:
    """The derivative of each output in each input: the output's shape, then the input's."""
    with enable_grad():
        x = inputs.view(inputs.shape) if create_graph else inputs.detach().requires_grad_()
        y = func(x)
        rows = [zeros_like(x)] * y.numel()  # where y depends on x not at all
        if y.requires_grad:
            options = {"retain_graph": True, "create_graph": create_graph, "allow_unused": True}
            found = [grad(output, x, **options)[0] for output in y.reshape(-1)]
            rows = [zeros_like(x) if row is None else row for row in found]
        result = stack(rows).reshape(*y.shape, *x.shape)
    return result if create_graph else result.detach()


def hessian(func: Callable[[Tensor], Tensor], inputs: Tensor) -> Any:
    """The second derivatives of a function with one number as output: the input's shape twice."""

    def gradient(x: Tensor) -> Any:
        return grad(func(x).reshape(()), x, create_graph=True)[0]

    return jacobian(gradient, inputs)
