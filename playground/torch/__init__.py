"""A small PyTorch over NumPy: the calls that the programs of this site make, for the browser.

Where PyTorch can do more, this says so by name; nothing that it lacks is silently wrong. Each
namespace of PyTorch is a module here, and `autograd/graph.py` is where gradients come from.
"""

import pickle
import sys
from math import e, inf, nan, pi
from pathlib import Path
from typing import Any

from . import autograd, creation, distributions, elementwise, indexing, linalg
from . import nn, optim, random, reductions, shapes, special, utils
from .autograd import functional
from .autograd.graph import enable_grad, no_grad
from .dtypes import bfloat16, bool_, dtype, finfo, float16, float32, float64, result_type
from .dtypes import int32, int64, uint8
from .operations import FUNCTIONS, finish, method
from .printing import set_printoptions
from .random import Generator, default_generator
from .tensor import Size, Tensor, device

__version__ = "2.13.0+numpy"

float, double, half, inference_mode = float32, float64, float16, no_grad
int, long, bool = int32, int64, bool_


def save(obj: Any, f: Any) -> None:
    """Write an object with its tensors to a file, in a format that PyTorch itself does not read."""
    Path(f).write_bytes(pickle.dumps(obj))


def load(f: Any, *, weights_only: Any = True) -> Any:
    """Read what `save` wrote."""
    return pickle.loads(Path(f).read_bytes())


def set_num_threads(int: Any) -> None:
    """Nothing: NumPy decides about threads, and there are none in the browser."""


method(autograd.backward)
for _module in (nn, nn.functional, optim, distributions, linalg, random, special, utils):
    finish(_module)
for _module in (utils.data, autograd, functional, sys.modules[__name__]):
    finish(_module)
for _module in (creation, elementwise, indexing, reductions, shapes, functional):
    globals().pop(_module.__name__.rpartition(".")[2])
globals().update(FUNCTIONS)
for _public in (Tensor, Size, device, dtype, Generator, finfo):
    _public.__module__ = "torch"
