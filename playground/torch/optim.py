"""torch.optim: optimizers, which take one step down the gradient at a time."""

import math
from collections import defaultdict
from typing import Any

import numpy as np

from . import errors
from .errors import check
from .tensor import Tensor, overwrite

NAMES = {"lr": "learning rate", "eps": "epsilon value", "momentum": "momentum value"}
NAMES["weight_decay"] = "weight_decay value"


class Optimizer:
    """Parameters in groups with their options, and what is remembered of each."""

    def __init__(self, params: Any, **options: Any) -> None:
        for key in NAMES.keys() & options.keys():
            about = NAMES[key], options[key]
            check(options[key] >= 0, "Invalid {}: {}", *about, kind=ValueError)
        if isinstance(params, Tensor):
            raise TypeError(errors.PARAMS.format(params.dtype.title))
        groups = list(params)
        check(groups, "optimizer got an empty parameter list", kind=ValueError)
        groups = groups if isinstance(groups[0], dict) else [{"params": groups}]
        self.param_groups = [options | each | {"params": list(each["params"])} for each in groups]
        self.state: defaultdict[Tensor, dict[str, Any]] = defaultdict(dict)
        for each, _ in self._parameters():
            title = type(each).__name__
            check(isinstance(each, Tensor), errors.NOT_OPTIMIZED, title, kind=TypeError)
            check(each.grad_fn is None, "can't optimize a non-leaf Tensor", kind=ValueError)

    def _parameters(self) -> list[tuple[Any, dict[str, Any]]]:
        return [(each, group) for group in self.param_groups for each in group["params"]]

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for parameter, _ in self._parameters():
            parameter._grad = None

    def step(self) -> None:
        """Change all parameters that have a gradient."""
        for parameter, group in self._parameters():
            if parameter._grad is not None:
                gradient = parameter._grad.array
                if group["weight_decay"]:
                    gradient = gradient + group["weight_decay"] * parameter.array
                with np.errstate(all="ignore"):
                    new = self.update(parameter.array, gradient, self.state[parameter], group)
                overwrite(parameter, new)

    def update(self, theta: Any, gradient: Any, state: dict[str, Any], group: Any) -> Any:
        """The new numbers of a parameter; to be written by each kind of optimizer."""
        raise NotImplementedError


class SGD(Optimizer):
    """theta - lr g, where g may be a running sum of gradients."""

    def __init__(
        self, params: Any, lr: float = 1e-3, momentum: float = 0, weight_decay: float = 0
    ) -> None:
        super().__init__(params, lr=lr, momentum=momentum, weight_decay=weight_decay)

    def update(self, theta: Any, gradient: Any, state: dict[str, Any], group: Any) -> Any:
        """One step of gradient descent."""
        if group["momentum"]:
            state["sum"] = gradient = group["momentum"] * state.get("sum", 0) + gradient
        return theta - group["lr"] * gradient


class Adam(Optimizer):
    """Steps by the mean gradient over the root of the mean square (Kingma and Ba, 2015)."""

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: Any = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ) -> None:
        for index, beta in enumerate(betas):
            message = "Invalid beta parameter at index {}: {}"
            check(0 <= beta < 1, message, index, beta, kind=ValueError)
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def update(self, theta: Any, gradient: Any, state: dict[str, Any], group: Any) -> Any:
        """One step; both means are corrected for their start at 0."""
        step, mean, square = state.get("now", (0, 0, 0))
        first, second = group["betas"]
        step, mean = step + 1, mean + (1 - first) * (gradient - mean)
        square = second * square + (1 - second) * gradient * gradient
        state["now"] = step, mean, square
        root = np.sqrt(square) / math.sqrt(1 - second**step) + group["eps"]
        return theta - group["lr"] / (1 - first**step) * mean / root
