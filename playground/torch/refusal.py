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


def refuse_surplus(body: Callable[..., Any], arguments: Any, named: dict[str, Any]) -> None:
    """Refuse by name an argument that `body` does not know, if there is one."""
    name = body.__qualname__.rpartition("<locals>.")[2].removesuffix(".__init__")
    kinds = {key: each.kind for key, each in inspect.signature(body).parameters.items()}
    for unknown in named.keys() - kinds.keys():
        refuse(f"the argument {unknown!r} of {name}()")
    places = [kind for kind in kinds.values() if kind.name.startswith("POSITIONAL")]
    if len(arguments) > len(places) and inspect.Parameter.VAR_POSITIONAL not in kinds.values():
        refuse(f"the argument {arguments[len(places)]!r} of {name}()")


def refuses_surplus(body: Callable[..., Any]) -> Callable[..., Any]:
    """`body`, which refuses by name the arguments that it does not know."""

    @functools.wraps(body)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return body(*arguments, **named)
        except TypeError:
            refuse_surplus(body, arguments, named)
            raise

    return call


def refuse_all_surplus(module: dict[str, Any]) -> None:
    """Have all that a module offers refuse what it does not know."""
    for name, each in list(module.items()):
        if (
            name.startswith(("_", "check_"))
            or getattr(each, "__module__", "") != module["__name__"]
        ):
            continue
        if inspect.isfunction(each) and not hasattr(each, "__wrapped__"):
            module[name] = refuses_surplus(each)
        if inspect.isclass(each):
            for key, method in list(vars(each).items()):
                is_public = key == "__init__" or not key.startswith("_")
                if is_public and inspect.isfunction(method) and not hasattr(method, "__wrapped__"):
                    setattr(each, key, refuses_surplus(method))


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
