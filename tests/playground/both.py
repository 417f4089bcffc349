"""PyTorch and its stand-in side by side: the same thing is asked of both."""

import importlib.util
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from verify import ROOT

PACKAGE = ROOT / "playground" / "torch"


def _load() -> Any:
    spec = importlib.util.spec_from_file_location(
        "standin", PACKAGE / "__init__.py", submodule_search_locations=[str(PACKAGE)]
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["standin"] = module
    spec.loader.exec_module(module)
    return module


standin = sys.modules.get("standin") or _load()
LIBRARIES: tuple[Any, Any] = (torch, standin)


def outcome(act: Callable[[Any], Any], library: Any) -> tuple[str, Any]:
    """Return ("gives", the result) or the name of the exception and its message."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return "gives", act(library)
        except Exception as error:
            return type(error).__name__, str(error)


def numbers(tensor: Any) -> Any:
    """Return the numbers of a tensor of either library as float64."""
    return np.array(tensor.detach().double().tolist(), "f8").reshape(tuple(tensor.shape))


def assert_alike(one: Any, other: Any, rtol: float = 0.0, atol: float = 0.0) -> None:
    """Hold results of PyTorch and of the stand-in to the same kind, shape, type and numbers."""
    if isinstance(one, tuple | list):
        assert len(one) == len(other)
        for each, counterpart in zip(one, other, strict=True):
            assert_alike(each, counterpart, rtol, atol)
    elif isinstance(one, torch.Tensor):
        assert tuple(one.shape) == tuple(other.shape)
        assert str(one.dtype) == str(other.dtype)
        assert one.requires_grad == other.requires_grad
        np.testing.assert_allclose(numbers(other), numbers(one), rtol, atol)
    else:
        assert one == other
