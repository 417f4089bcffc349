"""torch.optim: optimizers, which take one step down the gradient at a time."""

import math
from collections import defaultdict
from typing import Any

import numpy as np

from . import errors
from .errors import check
from .refusal import absent
from .tensor import Tensor, overwrite

__getattr__ = absent("torch.optim", globals())


NAMES = {"lr": "learning rate", "eps": "epsilon value", "momentum": "momentum value"}
NAMES["weight_decay"] = "weight_decay value"


class Optimizer:
    """Parameters in groups with their options, and what is remembered of each."""

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        for key, name in NAMES.items():
            value = defaults.get(key, 0)
            check(value >= 0, errors.NEGATIVE_OPTION, name, value, kind=ValueError)
        if isinstance(params, Tensor):
            raise TypeError(errors.PARAMS.format(params.dtype.title))
        groups = list(params)
        check(groups, errors.NO_PARAMETERS, kind=ValueError)
        groups = groups if isinstance(groups[0], dict) else [{"params": groups}]
        self.param_groups = [defaults | each | {"params": list(each["params"])} for each in groups]
        self.state: defaultdict[Tensor, dict[str, Any]] = defaultdict(dict)
        for each, _ in self._parameters():
            title = type(each).__name__
            check(isinstance(each, Tensor), errors.NOT_OPTIMIZED, title, kind=TypeError)
            check(each.grad_fn is None, errors.NON_LEAF, kind=ValueError)

    def _parameters(self) -> list[tuple[Any, dict[str, Any]]]:
        return [(each, group) for group in self.param_groups for each in group["params"]]

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients, or make them 0."""
        for parameter, _ in self._parameters():
            if set_to_none or parameter.grad is None:
                parameter._grad = None
            else:
                parameter.grad.zero_()

    def step(self) -> None:
        """Change all parameters that have a gradient."""
        for parameter, group in self._parameters():
            if parameter._grad is not None:
                array, gradient = parameter.array, parameter._grad.array
                if group["weight_decay"]:
                    gradient = gradient + array.dtype.type(group["weight_decay"]) * array
                with np.errstate(all="ignore"):
                    updated = self.update(array, gradient, self.state[parameter], group)
                overwrite(parameter, updated)

    def update(self, array: Any, gradient: Any, state: dict[str, Any], group: Any) -> Any:
        """The new numbers of a parameter; to be written by each kind of optimizer."""
        raise NotImplementedError


class SGD(Optimizer):
    """theta - lr g, where g may be a running sum of gradients."""

    def __init__(
        self, params: Any, lr: float = 1e-3, momentum: float = 0, weight_decay: float = 0
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    def update(self, array: Any, gradient: Any, state: dict[str, Any], group: Any) -> Any:
        """One step of gradient descent."""
        of = array.dtype.type
        if group["momentum"]:
            before = state.get("momentum_buffer", of(0))
            state["momentum_buffer"] = gradient = of(group["momentum"]) * before + gradient
        return array - of(group["lr"]) * gradient


class Adam(Optimizer):
    """Steps by the mean gradient over the root of the mean square (Kingma and Ba, 2015)."""

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ) -> None:
        for index, beta in enumerate(betas):
            check(0 <= beta < 1, errors.BETA, index, beta, kind=ValueError)
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
        super().__init__(params, options)

    def update(self, array: Any, gradient: Any, state: dict[str, Any], group: Any) -> Any:
        """One step; both means are corrected for their start at 0."""
        of, (first, second) = array.dtype.type, group["betas"]
        state["step"] = step = state.get("step", 0) + 1
        mean, square = state.get("exp_avg", of(0)), state.get("exp_avg_sq", of(0))
        state["exp_avg"] = mean = mean + of(1 - first) * (gradient - mean)
        state["exp_avg_sq"] = square = of(second) * square + of(1 - second) * gradient * gradient
        root = np.sqrt(square) / of(math.sqrt(1 - second**step)) + of(group["eps"])
        return array - of(group["lr"] / (1 - first**step)) * mean / root
