"""What this small PyTorch lacks, it refuses by name."""

import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any, NoReturn


def lacking(what: str) -> str:
    """The sentence that refuses `what`."""
    return (
        f"{what} is not in this page's small re-implementation of PyTorch; "
        "download the notebook and run it with PyTorch itself"
    )


def refuse(what: str) -> NoReturn:
    """Raise for something that PyTorch could do and this cannot."""
    raise NotImplementedError(lacking(what))


def no_gradient(operation: str) -> Callable[[object], NoReturn]:
    """A rule for an operation without a gradient; it raises when it is asked for one."""
    return lambda gradient: refuse(f"the gradient of {operation}")


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


def absent(namespace: str) -> Callable[[str], NoReturn]:
    """The `__getattr__` of a module, or a class, which refuses every name that it lacks."""

    def missing(name: str) -> NoReturn:
        known = not name.startswith("__")
        raise AttributeError(lacking(f"{namespace}.{name}") if known else name)

    return missing


class AbsentModules(MetaPathFinder):
    """Asked last for a module: whatever of the package nobody has found is not here."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Raise ModuleNotFoundError for a submodule, such as torch.fft."""
        if __package__ and fullname.startswith(f"{__package__}."):
            raise ModuleNotFoundError(lacking("torch" + fullname.removeprefix(__package__)))


sys.meta_path.append(AbsentModules())
