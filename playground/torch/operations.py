"""How a function becomes an operation, in the namespace torch and as a method of tensors."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from .refusal import refuse
from .tensor import Tensor

FUNCTIONS: dict[str, Callable[..., Any]] = {}

Operation = Callable[..., Any]


def operation(body: Operation) -> Operation:
    """Offer `body` both as `torch.name(tensor, ...)` and as `tensor.name(...)`."""
    method(body)
    return function(body)


def function(body: Operation) -> Operation:
    """Offer `body` as `torch.name(...)`."""
    FUNCTIONS[body.__name__] = checked(body, body.__name__, first=0)
    return FUNCTIONS[body.__name__]


def method(body: Operation) -> Operation:
    """Offer `body` as `tensor.name(...)`."""
    setattr(Tensor, body.__name__, checked(body, body.__name__, first=1))
    return body


def checked(body: Operation, name: str, first: int) -> Operation:
    """`body`, quiet about inf and nan as PyTorch is; what it was called with is looked at if it fails.

    `first` is the number of parameters before the first that a caller counts.
    """
    quiet = np.errstate(all="ignore")(body)

    @functools.wraps(body)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return quiet(*arguments, **named)
        except (TypeError, AttributeError):
            explain(body, name, first, arguments, named)
            raise

    return call


def explain(
    body: Operation, name: str, first: int, arguments: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """Raise what PyTorch says of arguments that do not fit, if that is why a call failed."""
    parameters = inspect.signature(body).parameters
    if any(each.kind is each.VAR_POSITIONAL for each in parameters.values()):
        return
    for unknown in named.keys() - parameters.keys():
        refuse(f"the argument {unknown!r} of {name}()")
    given = dict(zip(parameters, arguments, strict=False)) | named
    missing = [
        key for key, each in parameters.items() if each.default is each.empty and key not in given
    ]
    if missing:
        names = ", ".join(f'"{key}"' for key in missing)
        raise TypeError(f"{name}() missing {len(missing)} required positional arguments: {names}")
    for position, (key, each) in enumerate(parameters.items(), 1 - first):
        wrong = each.annotation == "Tensor" and not isinstance(given.get(key), Tensor)
        if wrong and key in given:
            bad_argument(name, key, position, "Tensor", given[key])


def bad_argument(name: str, key: str, position: int, wanted: str, given: Any) -> NoReturn:
    """Raise TypeError for an argument of the wrong kind, in PyTorch's words."""
    raise TypeError(
        f"{name}(): argument '{key}' (position {position}) must be {wanted}, "
        f"not {type(given).__name__}"
    )
