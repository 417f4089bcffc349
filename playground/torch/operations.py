"""How a function becomes an operation, in the namespace torch and as a method of tensors."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from . import errors
from .dtypes import check_shapes
from .refusal import refuse_surplus
from .tensor import Tensor

Operation = Callable[..., Any]
FUNCTIONS: dict[str, Operation] = {}  # those of the namespace torch
NUMPY_NAMES = {"axis": "dim", "keepdims": "keepdim"}  # which PyTorch takes too
NUMBERS = int | float | np.number | np.bool_  # bool is an int


def operation(body: Operation) -> Operation:
    """Offer `body` both as `torch.name(tensor, ...)` and as `tensor.name(...)`."""
    method(body)
    return function(body)


def function(body: Operation) -> Operation:
    """Offer `body` as `torch.name(...)`."""
    FUNCTIONS[body.__name__] = checked(body, first=0)
    return FUNCTIONS[body.__name__]


def method(body: Operation) -> Operation:
    """Offer `body` as `tensor.name(...)`."""
    setattr(Tensor, body.__name__, checked(body, first=1))
    return body


def named(name: str, body: Operation) -> Operation:
    """`body` under the name of its operation."""
    body.__name__ = body.__qualname__ = name
    return body


def checked(body: Operation, first: int) -> Operation:
    """`body`, quiet about inf and nan as PyTorch is; if it fails, its arguments are looked at.

    `first` is the number of parameters before the first that a caller counts.
    """
    quiet = np.errstate(all="ignore")(body)

    @functools.wraps(body)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return quiet(*arguments, **named)
        except (TypeError, AttributeError):
            if named.keys() & NUMPY_NAMES.keys():
                named = {NUMPY_NAMES.get(key, key): value for key, value in named.items()}
                return call(*arguments, **named)
            explain(body, first, arguments, named)
            raise

    return call


def explain(body: Operation, first: int, arguments: Any, named: dict[str, Any]) -> None:
    """Raise what PyTorch says of arguments that do not fit, if that is why a call failed."""
    name, parameters = body.__name__, inspect.signature(body).parameters
    if any(each.kind is each.VAR_POSITIONAL for each in parameters.values()):
        return
    refuse_surplus(body, arguments, named)
    given = dict(zip(parameters, arguments, strict=False)) | named
    plain = [key for key, each in parameters.items() if each.kind is each.POSITIONAL_OR_KEYWORD]
    needed = [key for key in plain if parameters[key].default is inspect.Parameter.empty]
    if missing := [key for key in needed if key not in given]:
        raise TypeError(errors.MISSING_ARGUMENT.format(name, len(missing), '", "'.join(missing)))
    for position, (key, each) in enumerate(parameters.items(), 1 - first):
        is_tensor = isinstance(given.get(key), Tensor)
        if each.annotation in ("Tensor", Tensor) and key in given and not is_tensor:
            wrong_argument(name, key, position, "Tensor", given[key])


def wrong_argument(name: str, key: str, position: int, wanted: str, given: Any) -> NoReturn:
    """Raise TypeError for an argument of the wrong kind, in PyTorch's words."""
    kind = type(given).__name__
    raise TypeError(errors.WRONG_ARGUMENT.format(name, key, position, wanted, kind))


def computed(compute: Operation, to: np.dtype[Any], *operands: Any) -> Any:
    """The array of an operation on tensors and numbers, which are broadcast, in a type of NumPy."""
    arrays = [
        each.array.astype(to, copy=False) if isinstance(each, Tensor) else to.type(each)
        for each in operands
    ]
    try:
        return compute(*arrays)
    except ValueError:
        check_shapes(*[each.shape for each in arrays])
        raise
