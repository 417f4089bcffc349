"""Modules: models and losses as objects that own their parameters."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from .. import errors
from ..dtypes import float32, float64
from ..random import uniform_between
from ..refusal import refuse
from ..tensor import Tensor, device, wrap
from . import functional as F


class Parameter(Tensor):
    """A tensor that a module owns and training changes."""

    def __new__(cls, data: Tensor, requires_grad: bool = True) -> Any:
        """The same memory as a leaf of the graph."""
        if requires_grad and not data.dtype.is_floating_point:
            raise RuntimeError(errors.ONLY_FLOATS)
        parameter = data.detach()
        parameter.__class__, parameter._requires_grad = cls, requires_grad
        return parameter

    def __init__(self, *_: object, **__: object) -> None:
        """All is done by `__new__`."""

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


OWNED: dict[type, str] = {Parameter: "_parameters"}  # and modules, below


class Module:
    """What computes `forward` and knows the parameters and modules among its attributes."""

    training = True

    def __init__(self) -> None:
        self.__dict__.update(_parameters={}, _modules={})

    def __setattr__(self, name: str, value: Any) -> None:
        for kind, where in OWNED.items():
            if isinstance(value, kind):
                if where not in self.__dict__:
                    word = "parameters" if kind is Parameter else "module"
                    raise AttributeError(errors.TOO_EARLY.format(word))
                self.__dict__[where][name] = value
                return
        if value is not None and name in self.__dict__.get("_parameters", ()):
            title = value.type() if isinstance(value, Tensor) else type(value).__name__
            raise TypeError(errors.NOT_A_PARAMETER.format(title, name))
        object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        for where in OWNED.values():
            if name in self.__dict__.get(where, ()):
                return self.__dict__[where][name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __call__(self, *inputs: Any, **named: Any) -> Any:
        """What `forward` gives."""
        return self.forward(*inputs, **named)

    def forward(self, *_: Any) -> Any:
        """Compute the output; to be written by each kind of module."""
        raise NotImplementedError(errors.NO_FORWARD.format(type(self).__name__))

    # What it owns

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules among its attributes."""
        yield from self._modules.items()

    def modules(self) -> Iterator[Module]:
        """Itself, its children, and theirs."""
        yield self
        for _, child in self.named_children():
            yield from child.modules()

    def named_parameters(self, prefix: str = "") -> Iterator[tuple[str, Parameter]]:
        """All parameters, its own and those of its children, by name."""
        for name, parameter in self._parameters.items():
            yield prefix + name, parameter
        for name, child in self.named_children():
            yield from child.named_parameters(f"{prefix}{name}.")

    def parameters(self) -> Iterator[Parameter]:
        """The same without their names."""
        for _, parameter in self.named_parameters():
            yield parameter

    def state_dict(self) -> OrderedDict[str, Tensor]:
        """The parameters by name, outside the graph."""
        return OrderedDict((name, each.detach()) for name, each in self.named_parameters())

    def load_state_dict(self, state_dict: Any, strict: bool = True) -> str:
        """Copy what `state_dict` gave into the parameters of the same names."""
        own, problems = dict(self.named_parameters()), []
        missing = [f'"{name}"' for name in own if name not in state_dict]
        unexpected = [f'"{name}"' for name in state_dict if name not in own]
        if unexpected and strict:
            problems.append(errors.UNEXPECTED_KEYS.format(", ".join(unexpected)))
        if missing and strict:
            problems.append(errors.MISSING_KEYS.format(", ".join(missing)))
        for name in own.keys() & state_dict.keys():
            shapes = state_dict[name].shape, own[name].shape
            if shapes[0] != shapes[1]:
                problems.append(errors.LOADED_SIZE.format(name, *shapes))
        if problems:
            listed = "\n\t".join(problems)
            raise RuntimeError(errors.NOT_LOADED.format(type(self).__name__, listed))
        for name in own.keys() & state_dict.keys():
            own[name].detach().copy_(state_dict[name])
        return "<All keys matched successfully>"

    # What is done to all of it

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients."""
        if not set_to_none:
            refuse("zero_grad(set_to_none=False)")
        for parameter in self.parameters():
            parameter._grad = None

    def requires_grad_(self, requires_grad: bool = True) -> Module:
        """Train the parameters, or do not."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def train(self, mode: bool = True) -> Module:
        """Say that it is being trained."""
        for module in self.modules():
            module.training = mode
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

    def float(self) -> Module:
        """With float32 parameters."""
        return self.to(float32)

    def extra_repr(self) -> str:
        """What stands in the brackets after its name."""
        return ""

    def __repr__(self) -> str:
        shown = [f"({name}): {child!r}" for name, child in self.named_children()]
        inner = "".join("\n  " + each.replace("\n", "\n  ") for each in shown)
        return f"{type(self).__name__}({self.extra_repr()}{inner}" + ("\n)" if inner else ")")


OWNED[Module] = "_modules"


class Linear(Module):
    """x W' + b, with W of shape (out_features, in_features) and b of shape (out_features,).

    Both start uniformly between -1/sqrt(in_features) and 1/sqrt(in_features).
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        shape, to = (out_features, in_features), dtype or float32
        if min(shape) < 0:
            raise RuntimeError(errors.NEGATIVE_DIMENSION.format(min(shape), list(shape)))
        check_device(device)
        # As kaiming_uniform_ with a = sqrt(5) computes it, to the last bit.
        gain = math.sqrt(2.0 / (1 + math.sqrt(5) ** 2))
        bound = math.sqrt(3.0) * (gain / math.sqrt(in_features))
        self.weight = Parameter(wrap(uniform_between(-bound, bound, shape, to), to))
        limit = 1 / math.sqrt(in_features)
        values = uniform_between(-limit, limit, shape[:1], to) if bias else None
        self.bias = None if values is None else Parameter(wrap(values, to))

    def forward(self, input: Tensor) -> Any:
        """The outputs, in the place of the features."""
        return F.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        """The sizes."""
        sizes = f"in_features={self.in_features}, out_features={self.out_features}"
        return f"{sizes}, bias={self.bias is not None}"


def check_device(name: Any) -> None:
    """Refuse any device but the CPU."""
    device(name)


class Sequential(Module):
    """Modules one after the other."""

    def __init__(self, *modules: Any) -> None:
        super().__init__()
        for number, module in enumerate(modules):
            if not isinstance(module, Module):
                raise TypeError(errors.NOT_A_MODULE.format(type(module).__name__))
            self._modules[str(number)] = module

    def forward(self, input: Any) -> Any:
        """The output of the last, each given that of the one before."""
        for module in self:
            input = module(input)
        return input

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return Sequential(*list(self)[index])
        if not -len(self) <= index < len(self):
            raise IndexError(errors.NO_MODULE_AT.format(index))
        return list(self)[index]

    def __delitem__(self, index: int) -> None:
        left = list(self)
        del left[index]
        self.__dict__["_modules"] = {str(number): module for number, module in enumerate(left)}


class Identity(Module):
    """What it is given."""

    def forward(self, input: Any) -> Any:
        """The input."""
        return input


class AlongDimension(Module):
    """What works along a dimension."""

    def __init__(self, dim: int | None = None) -> None:
        super().__init__()
        self.dim = dim

    def extra_repr(self) -> str:
        """The dimension."""
        return f"dim={self.dim}"


class Softmax(AlongDimension):
    """Probabilities along a dimension."""

    def forward(self, input: Tensor) -> Any:
        """The probabilities."""
        return F.softmax(input, self.dim, _stacklevel=5)


class LogSoftmax(AlongDimension):
    """Logarithms of probabilities along a dimension."""

    def forward(self, input: Tensor) -> Any:
        """The logarithms."""
        return F.log_softmax(input, self.dim, _stacklevel=5)


class ReLU(Module):
    """max(x, 0)."""

    def forward(self, input: Tensor) -> Any:
        """The input where it is positive, else 0."""
        return input.relu()


class Sigmoid(Module):
    """1 / (1 + e^-x)."""

    def forward(self, input: Tensor) -> Any:
        """The probabilities of yes."""
        return input.sigmoid()


class Tanh(Module):
    """The hyperbolic tangent."""

    def forward(self, input: Tensor) -> Any:
        """The tangents."""
        return input.tanh()


class Loss(Module):
    """A loss as an object, which keeps the options of its function."""

    function: Callable[..., Any]

    def __init__(self, weight: Any = None, **options: Any) -> None:
        super().__init__()
        self.options = options if weight is None else options | {"weight": weight}

    def forward(self, input: Tensor, target: Tensor) -> Any:
        """The loss of an input and its target."""
        return type(self).function(input, target, **self.options)


class CrossEntropyLoss(Loss):
    """The cross-entropy of the softmax of logits with classes or probabilities."""

    function = staticmethod(F.cross_entropy)


class NLLLoss(Loss):
    """The negative of given log-probabilities."""

    function = staticmethod(F.nll_loss)


class BCELoss(Loss):
    """The cross-entropy of probabilities of yes."""

    function = staticmethod(F.binary_cross_entropy)


class BCEWithLogitsLoss(Loss):
    """The cross-entropy of the sigmoid of logits."""

    function = staticmethod(F.binary_cross_entropy_with_logits)


class MSELoss(Loss):
    """The mean squared difference."""

    function = staticmethod(F.mse_loss)
