"""A small PyTorch over NumPy: the calls that the programs of this site make, for the browser.

Where PyTorch can do more, this says so by name; nothing that it lacks is silently wrong. Each
namespace of PyTorch is a module here, and `autograd/graph.py` is where gradients come from.
"""

import pickle
from math import e, inf, nan, pi
from pathlib import Path
from typing import Any

from . import autograd, creation, distributions, elementwise, indexing, linalg
from . import nn, optim, random, reductions, shapes, special, composed, utils
from .autograd import functional
from .autograd.graph import enable_grad, inference_mode, no_grad
from .dtypes import bfloat16, bool_, dtype, finfo, float16, float32, float64, result_type
from .dtypes import int8, int16, int32, int64, uint8
from .operations import FUNCTIONS
from .printing import set_printoptions
from .random import Generator, default_generator
from .refusal import absent, refuse_all_surplus
from .tensor import Size, Tensor, device

__version__ = "2.13.0+numpy"
__getattr__ = absent("torch", globals())

float, double, half = float32, float64, float16
short, int, long, bool = int16, int32, int64, bool_


def save(obj: Any, f: Any) -> None:
    """Write an object with its tensors to a file, in a format that PyTorch itself does not read."""
    Path(f).write_bytes(pickle.dumps(obj))


def load(f: Any, *, weights_only: Any = True) -> Any:
    """Read what `save` wrote."""
    return pickle.loads(Path(f).read_bytes())


def set_num_threads(int: Any) -> None:
    """Nothing: NumPy decides about threads, and there are none in the browser."""


for _module in (nn, nn.functional, optim, distributions, linalg, random, autograd, functional):
    refuse_all_surplus(vars(_module))
refuse_all_surplus(vars(utils.data))
refuse_all_surplus(globals())
for _module in (composed, creation, elementwise, indexing, reductions, shapes, functional):
    globals().pop(_module.__name__.rpartition(".")[2])
globals().update(FUNCTIONS)
for _public in (Tensor, Size, device, dtype, Generator, finfo):
    _public.__module__ = "torch"
