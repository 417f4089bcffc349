"""torch.optim: optimizers, which take one step down the gradient at a time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from . import errors
from .autograd.graph import enable_grad
from .refusal import absent, refuses_keywords
from .tensor import Tensor, overwrite

__getattr__ = absent("torch.optim", globals())


class Optimizer:
    """Parameters in groups with their options, and what is remembered of each."""

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(errors.PARAMS.format(params.dtype.title))
        groups = list(params)
        if not groups:
            raise ValueError(errors.NO_PARAMETERS)
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        self.defaults = defaults
        self.param_groups: list[dict[str, Any]] = []
        self.state: defaultdict[Tensor, dict[str, Any]] = defaultdict(dict)
        for group in groups:
            self.add_param_group(group)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Optimize more parameters, with options of their own."""
        given = param_group["params"]
        listed = [given] if isinstance(given, Tensor) else list(given)
        plain = [each[1] if isinstance(each, tuple) else each for each in listed]
        for each in plain:
            if not isinstance(each, Tensor):
                raise TypeError(errors.NOT_OPTIMIZED.format(type(each).__name__))
            if each.grad_fn is not None:
                raise ValueError(errors.NON_LEAF)
        self.param_groups.append(self.defaults | param_group | {"params": plain})

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter._grad = None

    @np.errstate(all="ignore")
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change all parameters that have a gradient; return what the closure gives."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter._grad is not None:
                    changed = self.update(parameter, parameter._grad.array, group)
                    overwrite(parameter, changed)
        return loss

    def update(self, parameter: Tensor, gradient: Any, group: dict[str, Any]) -> Any:
        """The new numbers of a parameter; to be written by each kind of optimizer."""
        raise NotImplementedError


def check_not_negative(**options: float) -> None:
    """Raise ValueError for an option that is negative."""
    for name, value in options.items():
        if value < 0:
            raise ValueError(f"Invalid {name.replace('__', ' ')}: {value}")


class SGD(Optimizer):
    """theta - lr g, where g may be a running sum of gradients."""

    @refuses_keywords
    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
    ) -> None:
        check_not_negative(learning__rate=lr, momentum__value=momentum)
        check_not_negative(weight_decay__value=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError(errors.NESTEROV)
        options = {"lr": lr, "momentum": momentum, "dampening": dampening}
        super().__init__(params, options | {"weight_decay": weight_decay, "nesterov": nesterov})

    def update(self, parameter: Tensor, gradient: Any, group: dict[str, Any]) -> Any:
        """One step of gradient descent."""
        of = parameter.array.dtype.type
        if group["weight_decay"]:
            gradient = gradient + of(group["weight_decay"]) * parameter.array
        if group["momentum"]:
            state = self.state[parameter]
            momentum = of(group["momentum"])
            if "momentum_buffer" in state:
                new = of(1 - group["dampening"]) * gradient
                state["momentum_buffer"] = momentum * state["momentum_buffer"] + new
            else:
                state["momentum_buffer"] = gradient.copy()
            velocity = state["momentum_buffer"]
            gradient = gradient + momentum * velocity if group["nesterov"] else velocity
        return parameter.array - of(group["lr"]) * gradient


class Adam(Optimizer):
    """Steps by the mean gradient over the root of the mean square (Kingma and Ba, 2015)."""

    @refuses_keywords
    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ) -> None:
        check_not_negative(learning__rate=lr, epsilon__value=eps)
        for index, beta in enumerate(betas):
            if not 0 <= beta < 1:
                raise ValueError(errors.BETA.format(index, beta))
        check_not_negative(weight_decay__value=weight_decay)
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
        super().__init__(params, options)

    def update(self, parameter: Tensor, gradient: Any, group: dict[str, Any]) -> Any:
        """One step; both means are corrected for their start at 0."""
        of, array = parameter.array.dtype.type, parameter.array
        first, second = group["betas"]
        if group["weight_decay"]:
            gradient = gradient + of(group["weight_decay"]) * array
        state = self.state[parameter]
        state["step"] = step = state.get("step", 0) + 1
        mean, square = state.get("exp_avg", of(0)), state.get("exp_avg_sq", of(0))
        state["exp_avg"] = mean = mean + of(1 - first) * (gradient - mean)
        state["exp_avg_sq"] = square = of(second) * square + of(1 - second) * gradient * gradient
        root = np.sqrt(square) / of(math.sqrt(1 - second**step)) + of(group["eps"])
        return array - of(group["lr"] / (1 - first**step)) * mean / root
