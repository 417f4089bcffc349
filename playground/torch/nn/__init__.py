"""torch.nn: models and losses as objects that own their parameters."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from .. import errors
from ..dtypes import float32, float64
from ..errors import check
from ..random import uniform_between
from ..tensor import Tensor, rebuilt, wrap
from . import functional


class Parameter(Tensor):
    """A tensor that a module owns and training changes."""

    def __new__(cls, data: Tensor, requires_grad: bool = True) -> Any:
        """The same memory as a leaf of the graph."""
        check(data.dtype.is_floating_point or not requires_grad, errors.ONLY_FLOATS)
        return rebuilt(cls, data.array, data.dtype, requires_grad)

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


class Module:
    """What computes `forward` and knows the parameters and modules among its attributes."""

    def __init__(self) -> None:
        self.training = True

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Parameter | Module):
            word = "module" if isinstance(value, Module) else "parameters"
            message = "cannot assign {} before Module.__init__() call"
            check("training" in vars(self), message, word, kind=AttributeError)
        elif value is not None and isinstance(vars(self).get(name), Parameter):
            title = value.type() if isinstance(value, Tensor) else type(value).__name__
            raise TypeError(errors.NOT_A_PARAMETER.format(title, name))
        super().__setattr__(name, value)

    def __call__(self, *inputs: Any, **named: Any) -> Any:
        """What `forward` gives."""
        return self.forward(*inputs, **named)

    def forward(self, *_: Any) -> Any:
        """Compute the output; to be written by each kind of module."""
        raise NotImplementedError(errors.NO_FORWARD.format(type(self).__name__))

    def _owned(self, kind: type) -> dict[str, Any]:
        return {name: each for name, each in vars(self).items() if isinstance(each, kind)}

    def named_parameters(self, prefix: str = "") -> Iterator[tuple[str, Parameter]]:
        """All parameters, its own and those of its children, by name."""
        for name, parameter in self._owned(Parameter).items():
            yield prefix + name, parameter
        for name, child in self._owned(Module).items():
            yield from child.named_parameters(f"{prefix}{name}.")

    def parameters(self) -> Iterator[Parameter]:
        """The same without their names."""
        return (parameter for _, parameter in self.named_parameters())

    def state_dict(self) -> OrderedDict[str, Tensor]:
        """The parameters by name, outside the graph."""
        return OrderedDict((name, each.detach()) for name, each in self.named_parameters())

    def load_state_dict(self, state_dict: Any) -> str:
        """Copy what `state_dict` gave into the parameters of the same names."""
        own, problems = dict(self.named_parameters()), []
        if unexpected := [f'"{name}"' for name in state_dict if name not in own]:
            problems.append(f"Unexpected key(s) in state_dict: {', '.join(unexpected)}. ")
        if missing := [f'"{name}"' for name in own if name not in state_dict]:
            problems.append(f"Missing key(s) in state_dict: {', '.join(missing)}. ")
        for name in own.keys() & state_dict.keys():
            shapes = state_dict[name].shape, own[name].shape
            if shapes[0] != shapes[1]:
                problems.append(errors.LOADED_SIZE.format(name, *shapes))
        check(not problems, errors.NOT_LOADED, type(self).__name__, "\n\t".join(problems))
        for name, parameter in own.items():
            parameter.detach().copy_(state_dict[name])
        return "<All keys matched successfully>"

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for parameter in self.parameters():
            parameter._grad = None

    def train(self, mode: bool = True) -> Module:
        """Say that it is being trained."""
        self.training = mode
        for child in self._owned(Module).values():
            child.train(mode)
        return self

    def eval(self) -> Module:
        """Say that it is being used."""
        return self.train(False)

    def to(self, *targets: Any) -> Module:
        """With its parameters in another type."""
        for parameter in self.parameters():
            parameter.data = parameter.detach().to(*targets)
        return self

    def double(self) -> Module:
        """With float64 parameters."""
        return self.to(float64)

    def extra_repr(self) -> str:
        """What stands in the brackets after its name."""
        return ""

    def __repr__(self) -> str:
        shown = [f"({name}): {child!r}" for name, child in self._owned(Module).items()]
        inner = "".join("\n  " + each.replace("\n", "\n  ") for each in shown)
        return f"{type(self).__name__}({self.extra_repr()}{inner}" + ("\n)" if inner else ")")


class Linear(Module):
    """x W' + b, with W of shape (out_features, in_features) and b of shape (out_features,).

    Both start uniformly between -1/sqrt(in_features) and 1/sqrt(in_features).
    """

    def __init__(
        self, in_features: int, out_features: int, bias: bool = True, dtype: Any = None
    ) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        shape, to = (out_features, in_features), dtype or float32

        def start(bound: float, shape: tuple[int, ...]) -> Any:
            return Parameter(wrap(uniform_between(-bound, bound, shape, to), to))

        # As kaiming_uniform_ with a = sqrt(5) computes it, to the last bit.
        gain = math.sqrt(2.0 / (1 + math.sqrt(5) ** 2))
        self.weight = start(math.sqrt(3.0) * (gain / math.sqrt(in_features)), shape)
        self.bias = start(1 / math.sqrt(in_features), shape[:1]) if bias else None

    def forward(self, input: Tensor) -> Any:
        """The outputs, in the place of the features."""
        return functional.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        """The sizes."""
        sizes = f"in_features={self.in_features}, out_features={self.out_features}"
        return f"{sizes}, bias={self.bias is not None}"


class Sequential(Module):
    """Modules one after the other."""

    def __init__(self, *modules: Any) -> None:
        super().__init__()
        for number, module in enumerate(modules):
            title = type(module).__name__
            check(isinstance(module, Module), "{} is not a Module subclass", title, kind=TypeError)
            setattr(self, str(number), module)

    def forward(self, input: Any) -> Any:
        """The output of the last, each given that of the one before."""
        for module in self:
            input = module(input)
        return input

    def __len__(self) -> int:
        return len(self._owned(Module))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._owned(Module).values())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return Sequential(*list(self)[index])
        return list(self)[index]


class Function(Module):
    """A function of torch.nn.functional as a module, with what it is to be called with."""

    function = ""

    def __init__(self, weight: Any = None, **options: Any) -> None:
        super().__init__()
        self.options = options if weight is None else options | {"weight": weight}

    def forward(self, *inputs: Any) -> Any:
        """What the function gives."""
        return getattr(functional, self.function)(*inputs, **self.options)


class AlongDimension(Function):
    """A function along a dimension."""

    def __init__(self, dim: int | None = None) -> None:
        super().__init__(dim=dim, _stacklevel=6)

    def extra_repr(self) -> str:
        """The dimension."""
        return f"dim={self.options['dim']}"


def calling(function: str, name: str, base: type = Function) -> type:
    """The kind of module that calls a function."""
    doc = getattr(functional, function).__doc__
    return type(name, (base,), {"function": function, "__doc__": doc, "__module__": __name__})


ReLU, Sigmoid, Tanh = (calling(name.lower(), name) for name in ("ReLU", "Sigmoid", "Tanh"))
Softmax = calling("softmax", "Softmax", AlongDimension)
LogSoftmax = calling("log_softmax", "LogSoftmax", AlongDimension)
CrossEntropyLoss = calling("cross_entropy", "CrossEntropyLoss")
NLLLoss = calling("nll_loss", "NLLLoss")
BCELoss = calling("binary_cross_entropy", "BCELoss")
BCEWithLogitsLoss = calling("binary_cross_entropy_with_logits", "BCEWithLogitsLoss")
MSELoss = calling("mse_loss", "MSELoss")
