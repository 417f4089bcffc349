"""How a function becomes an operation, in the namespace torch and as a method of tensors."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from . import errors
from .dtypes import check_shapes, result_type
from .errors import no_gradient, refuse, refuse_attribute, refuse_name
from .tensor import Tensor, record

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


def checked(body: Operation, first: int | None = None) -> Operation:
    """`body`, quiet about inf and nan as PyTorch is; if it fails, its arguments are looked at.

    `first` is the number of parameters before the first that a caller counts. Of what PyTorch
    itself has written in Python there is none, and Python says what is missing.
    """

    @functools.wraps(body)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            with np.errstate(all="ignore"):
                return body(*arguments, **named)
        except np.exceptions.AxisError as error:
            if not error.ndim:
                refuse("a dimension of a tensor without dimensions")
            about = -error.ndim, error.ndim - 1, error.axis
            raise IndexError(errors.NO_DIMENSION.format(*about)) from None
        except (TypeError, AttributeError):
            if named.keys() & NUMPY_NAMES.keys():
                return call(*arguments, **{NUMPY_NAMES.get(k, k): v for k, v in named.items()})
            explain(body, first, arguments, named)
            raise

    return call


def explain(body: Operation, first: int | None, arguments: Any, named: dict[str, Any]) -> None:
    """Refuse an unknown argument, or say what PyTorch says, if that is why a call failed."""
    name = body.__qualname__.rpartition("<locals>.")[2].removesuffix(".__init__")
    parameters = inspect.signature(body).parameters
    kinds = [each.kind for each in parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return
    plain = [key for key, each in parameters.items() if each.kind is each.POSITIONAL_OR_KEYWORD]
    surplus = [*arguments[len(plain) :]]
    if inspect.Parameter.VAR_KEYWORD not in kinds:
        surplus += [key for key in named if key not in parameters]
    if surplus:
        refuse(f"the argument {surplus[0]!r} of {name}()")
    if first is None:
        return
    given = dict(zip(plain, arguments, strict=False)) | named
    needed = [key for key in plain if parameters[key].default is inspect.Parameter.empty]
    if missing := [key for key in needed if key not in given]:
        raise TypeError(errors.MISSING_ARGUMENT.format(name, len(missing), '", "'.join(missing)))
    for position, key in enumerate(plain, 1 - first):
        is_tensor = isinstance(given.get(key), Tensor)
        if parameters[key].annotation in ("Tensor", Tensor) and key in given and not is_tensor:
            wrong_argument(name, key, position, "Tensor", given[key])


def wrong_argument(name: str, key: str, position: int, wanted: str, given: Any) -> NoReturn:
    """Raise TypeError for an argument of the wrong kind, in PyTorch's words."""
    kind = type(given).__name__
    raise TypeError(errors.WRONG_ARGUMENT.format(name, key, position, wanted, kind))


def finish(module: Any) -> None:
    """Have a module refuse by name what it lacks, and arguments that its own do not know."""
    namespace = "torch" + module.__name__.removeprefix(str(__package__))
    module.__getattr__ = functools.partial(refuse_name, namespace, vars(module))
    for name, each in list(vars(module).items()):
        if name.startswith("_") or getattr(each, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(each):
            setattr(module, name, checked(each))
        if inspect.isclass(each):
            if not hasattr(each, "__getattr__"):
                setattr(each, "__getattr__", refuse_attribute)  # noqa: B010 — mypy sees none to set
            for key, method in list(vars(each).items()):
                if inspect.isfunction(method) and (key == "__init__" or not key.startswith("_")):
                    setattr(each, key, checked(method))


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


def evaluated(name: str, label: str, compute: Operation, *operands: Tensor) -> Tensor:
    """The result of an operation that refuses its gradient."""
    to, values = result_type(*operands), {str(i): each for i, each in enumerate(operands)}
    array = computed(compute, to.compute, *operands)
    return record(array, to, label, values, **dict.fromkeys(values, no_gradient(name)))
