"""What this small PyTorch lacks, it refuses by name."""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import NoReturn

PACKAGE = __package__  # "torch" in the browser


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
    """A rule for an operation whose gradient is not here; it raises when it is asked for one."""

    def rule(gradient: object) -> NoReturn:
        refuse(f"the gradient of {operation}")

    return rule


def absent(namespace: str) -> Callable[[str], NoReturn]:
    """The `__getattr__` of a module, which refuses every name that the module lacks."""

    def getattr_of_module(name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(f"module {namespace!r} has no attribute {name!r}")
        raise AttributeError(lacking(f"{namespace}.{name}"))

    return getattr_of_module


class AbsentModules(MetaPathFinder):
    """Asked last for a module: whatever of the package nobody has found is not here."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Raise ModuleNotFoundError for a submodule, such as torch.fft."""
        if fullname.startswith(f"{PACKAGE}."):
            raise ModuleNotFoundError(lacking("torch" + fullname.removeprefix(PACKAGE)))


def refuse_absent_modules() -> None:
    """Have `import torch.fft` say that it is not here."""
    if not any(type(finder).__name__ == AbsentModules.__name__ for finder in sys.meta_path):
        sys.meta_path.append(AbsentModules())
