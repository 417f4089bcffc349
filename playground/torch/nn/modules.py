"""Modules: models and losses as objects that own their parameters."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..dtypes import dtype as dtype_class
from ..dtypes import float32, float64
from ..random import uniform_between
from ..refusal import lacking
from ..tensor import Tensor, wrap
from . import functional as F


class Parameter(Tensor):
    """A tensor that a module owns and training changes."""

    def __new__(cls, data: Tensor, requires_grad: bool = True) -> Parameter:
        """The same memory as a leaf of the graph."""
        if requires_grad and not data.dtype.is_floating_point:
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        parameter = object.__new__(cls)
        parameter.array, parameter.dtype, parameter.storage = data.array, data.dtype, data.storage
        parameter._requires_grad = requires_grad
        return parameter

    def __init__(self, *_: object, **__: object) -> None:
        """All is done by `__new__`."""

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


class Module:
    """What computes `forward` and knows the parameters and modules among its attributes."""

    training = True

    def __init__(self) -> None:
        self.__dict__.update(_parameters={}, _buffers={}, _modules={})

    def __setattr__(self, name: str, value: Any) -> None:
        for kind, where in ((Parameter, "_parameters"), (Module, "_modules")):
            if isinstance(value, kind):
                if where not in self.__dict__:
                    word = "parameters" if kind is Parameter else "module"
                    raise AttributeError(f"cannot assign {word} before Module.__init__() call")
                self.__dict__.pop(name, None)
                self.__dict__[where][name] = value
                return
        for where in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(where, {}):
                if where == "_parameters" and value is not None:
                    kind_name = f"torch.{value.dtype.title}Tensor" if isinstance(value, Tensor) else type(value).__name__  # noqa: E501
                    raise TypeError(
                        f"cannot assign '{kind_name}' as parameter '{name}' "
                        "(torch.nn.Parameter or None expected)"
                    )
                self.__dict__[where][name] = value
                return
        object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        for where in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(where, {}):
                return self.__dict__[where][name]
        if name in ABSENT_METHODS:
            raise AttributeError(lacking(f"torch.nn.Module.{name}"))
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __call__(self, *inputs: Any, **named: Any) -> Any:
        return self.forward(*inputs, **named)

    def forward(self, *_: Any) -> Any:
        """Compute the output; to be written by each kind of module."""
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    # What it owns

    def register_buffer(self, name: str, tensor: Any, persistent: bool = True) -> None:
        """Own a tensor that is saved with the module but not trained."""
        self._buffers[name] = tensor

    def register_parameter(self, name: str, param: Any) -> None:
        """Own a parameter, or note that there is none."""
        self._parameters[name] = param

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules among its attributes."""
        yield from self._modules.items()

    def children(self) -> Iterator[Module]:
        """The same without their names."""
        yield from self._modules.values()

    def modules(self) -> Iterator[Module]:
        """Itself, its children, and theirs."""
        yield self
        for child in self.children():
            yield from child.modules()

    def _named(self, where: str, prefix: str) -> Iterator[tuple[str, Any]]:
        for name, value in self.__dict__[where].items():
            if value is not None:
                yield prefix + name, value
        for name, child in self.named_children():
            yield from child._named(where, f"{prefix}{name}.")

    def named_parameters(self, prefix: str = "") -> Iterator[tuple[str, Parameter]]:
        """All parameters, its own and those of its children, by name."""
        seen = set()
        for name, parameter in self._named("_parameters", f"{prefix}." if prefix else ""):
            if id(parameter) not in seen:
                seen.add(id(parameter))
                yield name, parameter

    def parameters(self) -> Iterator[Parameter]:
        """The same without their names."""
        for _, parameter in self.named_parameters():
            yield parameter

    def buffers(self) -> Iterator[Tensor]:
        """The tensors that are saved but not trained."""
        for _, buffer in self._named("_buffers", ""):
            yield buffer

    def _saved(self, prefix: str = "") -> Iterator[tuple[str, Tensor]]:
        for where in ("_parameters", "_buffers"):
            for name, value in self.__dict__[where].items():
                if value is not None:
                    yield prefix + name, value
        for name, child in self.named_children():
            yield from child._saved(f"{prefix}{name}.")

    def state_dict(self) -> OrderedDict[str, Tensor]:
        """Parameters and buffers by name, outside the graph."""
        return OrderedDict((name, tensor.detach()) for name, tensor in self._saved())

    def load_state_dict(self, state_dict: Any, strict: bool = True) -> str:
        """Copy what `state_dict` gave into parameters and buffers of the same names."""
        own = dict(self._saved())
        problems = [
            f"size mismatch for {name}: copying a param with shape {state_dict[name].shape} from "
            f"checkpoint, the shape in current model is {tensor.shape}."
            for name, tensor in own.items()
            if name in state_dict and state_dict[name].shape != tensor.shape
        ]
        if strict:
            missing = [f'"{name}"' for name in own if name not in state_dict]
            unexpected = [f'"{name}"' for name in state_dict if name not in own]
            if missing:
                problems.insert(0, f"Missing key(s) in state_dict: {', '.join(missing)}. ")
            if unexpected:
                problems.insert(0, f"Unexpected key(s) in state_dict: {', '.join(unexpected)}. ")
        if problems:
            listed = "\n\t".join(problems)
            raise RuntimeError(
                f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{listed}"
            )
        for name, tensor in own.items():
            if name in state_dict:
                tensor.detach().copy_(state_dict[name])
        return "<All keys matched successfully>"

    # What is done to all of it

    def apply(self, fn: Callable[[Module], Any]) -> Module:
        """Call a function with each module, itself last."""
        for child in self.children():
            child.apply(fn)
        fn(self)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients."""
        for parameter in self.parameters():
            parameter.grad = None

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

    def to(self, target: Any = None, *, dtype: Any = None, device: Any = None) -> Module:
        """With its parameters and buffers in another type."""
        for _, tensor in self._saved():
            wanted = target if dtype is None else dtype
            converted = tensor.detach().to(wanted if wanted is not None else tensor.dtype, device=device)
            if tensor.dtype.is_floating_point:
                tensor.data = converted
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
        children = [
            f"({name}): " + repr(child).replace("\n", "\n  ")
            for name, child in self.named_children()
        ]
        inner = "\n  " + "\n  ".join(children) + "\n" if children else ""
        return f"{type(self).__name__}({self.extra_repr()}{inner})"


ABSENT_METHODS = ("register_forward_hook", "register_forward_pre_hook", "compile", "cuda", "half")


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
        for length in (in_features, out_features):
            if length < 0:
                raise RuntimeError(
                    f"Trying to create tensor with negative dimension {length}: "
                    f"[{out_features}, {in_features}]"
                )
        to = dtype or float32
        # As kaiming_uniform_ with a = sqrt(5) computes it, to the last bit.
        gain = math.sqrt(2.0 / (1 + math.sqrt(5) ** 2))
        bound = math.sqrt(3.0) * (gain / math.sqrt(in_features)) if in_features else 0.0
        self.weight = self._started(bound, (out_features, in_features), to, device)
        limit = 1 / math.sqrt(in_features) if in_features else 0.0
        if bias:
            self.bias = self._started(limit, (out_features,), to, device)
        else:
            self.register_parameter("bias", None)

    def _started(
        self, bound: float, shape: tuple[int, ...], to: dtype_class, device: Any
    ) -> Parameter:
        array = uniform_between(-bound, bound, math.prod(shape), to, None).reshape(shape)
        return Parameter(wrap(np.ascontiguousarray(array), to).to(device=device))

    def forward(self, input: Tensor) -> Any:
        """The outputs, in the place of the features."""
        return F.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        """The sizes."""
        has_bias = self.bias is not None
        return (
            f"in_features={self.in_features}, out_features={self.out_features}, bias={has_bias}"
        )


class Sequential(Module):
    """Modules one after the other."""

    def __init__(self, *modules: Any) -> None:
        super().__init__()
        named = modules[0].items() if modules and isinstance(modules[0], dict) else enumerate(modules)
        for name, module in named:
            if not isinstance(module, Module):
                raise TypeError(f"{type(module).__name__} is not a Module subclass")
            self._modules[str(name)] = module

    def forward(self, input: Any) -> Any:
        """The output of the last, each given that of the one before."""
        for module in self.children():
            input = module(input)
        return input

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules.values())

    def __getitem__(self, index: Any) -> Any:
        modules = list(self._modules.values())
        if isinstance(index, slice):
            return Sequential(*modules[index])
        if not -len(modules) <= index < len(modules):
            raise IndexError(f"index {index} is out of range")
        return modules[index]


class Softmax(Module):
    """Probabilities along a dimension."""

    def __init__(self, dim: int | None = None) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, input: Tensor) -> Any:
        """The probabilities."""
        return F.softmax(input, self.dim, _stacklevel=5)

    def extra_repr(self) -> str:
        """The dimension."""
        return f"dim={self.dim}"


class LogSoftmax(Softmax):
    """Logarithms of probabilities along a dimension."""

    def forward(self, input: Tensor) -> Any:
        """The logarithms."""
        return F.log_softmax(input, self.dim, _stacklevel=5)

    def extra_repr(self) -> str:
        """Nothing."""
        return ""


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


class Flatten(Module):
    """All dimensions but the first made one."""

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input: Tensor) -> Any:
        """A row for each example."""
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self) -> str:
        """The dimensions."""
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class _Loss(Module):
    """A loss, with its options; `weight` is a buffer."""

    function: Callable[..., Any]

    def __init__(self, weight: Any = None, **options: Any) -> None:
        super().__init__()
        if weight is not None and not isinstance(weight, Tensor):
            raise TypeError(
                f"cannot assign '{type(weight).__name__}' object to buffer 'weight' "
                "(torch Tensor or None required)"
            )
        self.register_buffer("weight", weight)
        self.options = options
        self.reduction = options.get("reduction", "mean")

    def forward(self, input: Tensor, target: Tensor) -> Any:
        """The loss of an input and its target."""
        options = self.options if self.weight is None else self.options | {"weight": self.weight}
        return type(self).function(input, target, **options)


class CrossEntropyLoss(_Loss):
    """The cross-entropy of the softmax of logits with classes or probabilities."""

    function = staticmethod(F.cross_entropy)

    def __init__(
        self,
        weight: Any = None,
        size_average: None = None,
        ignore_index: int = -100,
        reduce: None = None,
        reduction: str = "mean",
        label_smoothing: float = 0.0,
    ) -> None:
        if size_average is not None or reduce is not None:
            bool(size_average)
        super().__init__(
            weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing
        )


class NLLLoss(_Loss):
    """The negative of given log-probabilities."""

    function = staticmethod(F.nll_loss)


class BCELoss(_Loss):
    """The cross-entropy of probabilities of yes."""

    function = staticmethod(F.binary_cross_entropy)


class BCEWithLogitsLoss(_Loss):
    """The cross-entropy of the sigmoid of logits."""

    function = staticmethod(F.binary_cross_entropy_with_logits)


class MSELoss(Module):
    """The mean squared difference."""

    def __init__(self, reduction: str = "mean") -> None:
        super().__init__()
        self.reduction = reduction

    def forward(self, input: Tensor, target: Tensor) -> Any:
        """The loss of an input and its target."""
        return F.mse_loss(input, target, self.reduction)
