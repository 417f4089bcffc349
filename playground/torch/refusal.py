"""What this small PyTorch lacks, it refuses by name."""

import difflib
import functools
import inspect
import sys
from collections.abc import Callable, Iterable
from importlib.abc import MetaPathFinder
from typing import Any, NoReturn


def lacking(what: str, hint: str = "") -> str:
    """The sentence that refuses `what`."""
    return (
        f"{what} is not in this page's small re-implementation of PyTorch; {hint}"
        "download the notebook and run it with PyTorch itself"
    )


def refuse(what: str) -> NoReturn:
    """Raise for something that PyTorch could do and this cannot."""
    raise NotImplementedError(lacking(what))


def no_gradient(operation: str) -> Callable[[object], NoReturn]:
    """A rule for an operation without a gradient; it raises when it is asked for one."""
    return lambda g: refuse(f"the gradient of {operation}")


def refuses_keywords(body: Callable[..., Any]) -> Callable[..., Any]:
    """`body`, which refuses by name the keywords that it does not know."""
    known = set(inspect.signature(body).parameters)
    name = body.__qualname__.removesuffix(".__init__")

    @functools.wraps(body)
    def call(*arguments: Any, **named: Any) -> Any:
        for unknown in named.keys() - known:
            refuse(f"the argument {unknown!r} of {name}()")
        return body(*arguments, **named)

    return call


def absent(namespace: str, names: Iterable[str]) -> Callable[[str], NoReturn]:
    """The `__getattr__` of a module, or a class: it refuses a name, which may be a slip."""

    def missing(name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        near = difflib.get_close_matches(name, names, 1, 0.75)
        hint = f"did you mean {near[0]}? Else " if near else ""
        raise AttributeError(lacking(f"{namespace}.{name}", hint))

    return missing


class AbsentModules(MetaPathFinder):
    """Asked last for a module: what nobody has found, such as torch.fft, is not here."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Raise ModuleNotFoundError for what belongs to this package."""
        if __package__ and fullname.startswith(f"{__package__}."):
            raise ModuleNotFoundError(lacking("torch" + fullname.removeprefix(__package__)))


sys.meta_path.append(AbsentModules())
