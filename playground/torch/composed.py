"""Operations that others make up, and so have their gradients."""

from collections.abc import Callable
from typing import Any

from .operations import method, named, operation

COMPOSED: dict[str, Callable[..., Any]] = {
    "dim": lambda input: input.array.ndim,
    "numel": lambda input: input.array.size,
    "is_floating_point": lambda input: input.dtype.is_floating_point,
    "tolist": lambda input: input.array.tolist(),
    "clip": lambda input, min=None, max=None: input.clamp(min, max),
    "allclose": lambda input, other, *of, **options: bool(
        input.isclose(other, *of, **options).all()
    ),
    "argsort": lambda input, dim=-1, descending=False: input.sort(dim, descending).indices,
    "chunk": lambda input, chunks, dim=0: input.split(max(-(-input.size(dim) // chunks), 1), dim),
    "diff": lambda input, dim=-1: (
        input.split([1, input.size(dim) - 1], dim)[1]
        - input.split([input.size(dim) - 1, 1], dim)[0]
    ),
    "equal": lambda input, other: input.shape == other.shape and bool((input == other).all()),
    "rsqrt": lambda input: input**-0.5,
}
METHODS: dict[str, Callable[..., Any]] = {
    "type": lambda self: f"torch.{self.dtype.title}Tensor",
    "zero_": lambda self: self.fill_(0),
    "masked_fill_": lambda self, mask, value: self.copy_(self.masked_fill(mask, value)),
    "clamp_": lambda self, min=None, max=None: self.copy_(self.clamp(min, max)),
}
for _name, _body in COMPOSED.items():
    operation(named(_name, _body))
for _name, _body in METHODS.items():
    method(named(_name, _body))
