"""A small PyTorch over NumPy: the calls that the programs of this site make, for the browser.

Where PyTorch can do more, this says so by name; nothing that it lacks is silently wrong. Each
namespace of PyTorch is a module here, and `autograd/graph.py` is where gradients come from.
"""

from math import e, inf, nan, pi

# Each of these adds its operations to FUNCTIONS, and to the tensors as methods.
from . import (  # isort: skip
    conversions,
    elementwise,
    arithmetic,
    reductions,
    indexing,
    shapes,
    softmax,
    products,
    creation,
    random,
    serialization,
)
from . import autograd, cuda, distributions, linalg, nn, optim, special
from .autograd import functional
from .autograd.graph import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    no_grad,
    set_grad_enabled,
)
from .dtypes import (
    bfloat16,
    dtype,
    finfo,
    float16,
    float32,
    float64,
    iinfo,
    int8,
    int16,
    int32,
    int64,
    uint8,
)
from .dtypes import bool_ as bool
from .operations import FUNCTIONS
from .printing import set_printoptions
from .random import Generator, default_generator
from .refusal import absent, refuse_absent_modules
from .tensor import Size, Tensor, device

__version__ = "2.13.0+numpy"
__getattr__ = absent("torch")

float, double, half = float32, float64, float16
short, int, long = int16, int32, int64


def set_num_threads(int: object) -> None:
    """NumPy decides about threads; there are none in the browser."""


def get_num_threads() -> object:
    """1."""
    return 1


for _module in (conversions, elementwise, arithmetic, reductions, indexing, shapes, softmax):
    del globals()[_module.__name__.rpartition(".")[2]]
for _module in (products, creation, serialization, functional):
    del globals()[_module.__name__.rpartition(".")[2]]
globals().update(FUNCTIONS)
concat = concatenate = FUNCTIONS["cat"]

for _public in (Tensor, Size, device, dtype, Generator, finfo, iinfo, nn.Parameter):
    _public.__module__ = "torch"
refuse_absent_modules()
