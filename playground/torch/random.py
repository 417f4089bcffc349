"""Chance: the same stream of numbers as PyTorch's on the CPU, from the Mersenne Twister.

How the numbers are made of the stream's bits follows ATen/core/DistributionsHelper.h and
ATen/native/cpu/DistributionTemplates.h of PyTorch.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from . import errors
from .creation import checked_type, define_maker, started
from .dtypes import FLOAT, dtype, float32, float64, int64
from .operations import function, operation, wrong_argument
from .refusal import absent, refuse
from .shapes import sizes
from .tensor import Tensor, device, wrap

__getattr__ = absent("torch.random", globals())

LARGEST_RANGE = 2**28  # from here on PyTorch takes two draws for one integer
BLOCK = 16  # so many normal numbers PyTorch computes at once


class Generator:
    """A stream of random numbers that its seed determines."""

    def __init__(self, on: Any = "cpu") -> None:
        device(on)
        self.manual_seed(67280421310721)

    def manual_seed(self, seed: int) -> Generator:
        """Start the stream of a seed."""
        self.seed = int(seed)
        self.spare: float | None = None  # normal numbers come in pairs; the second waits here
        self.bits = np.random.MT19937()
        key = np.random.RandomState(self.seed & 0xFFFFFFFF).get_state(legacy=False)["state"]["key"]
        self.bits.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": 624}}
        return self

    def initial_seed(self) -> int:
        """The seed that the stream started from."""
        return self.seed

    def draw_32(self, count: int) -> Any:
        """`count` draws of 32 bits, as uint64."""
        return self.bits.random_raw(count)

    def draw_64(self, count: int) -> Any:
        """`count` draws of 64 bits, two of 32 each."""
        halves = self.draw_32(2 * count)
        return (halves[0::2] << np.uint64(32)) | halves[1::2]


default_generator = Generator()


@function
def manual_seed(seed: Any) -> Any:
    """Start the stream that all draw from which are given none of their own."""
    return default_generator.manual_seed(seed)


@function
def initial_seed() -> int:
    """The seed of that stream."""
    return default_generator.seed


def check_float(kernel: str, to: dtype) -> None:
    """Raise NotImplementedError for a type of which no such numbers are drawn."""
    if to.category != FLOAT:
        raise NotImplementedError(errors.NOT_IMPLEMENTED.format(kernel, to.title))
    if to not in (float32, float64):
        refuse(f"random numbers of type {to}")


def uniform(shape: Any, to: dtype, generator: Any = None) -> Any:
    """Numbers from 0 to below 1, each of as many bits as the type holds exactly."""
    check_float("check_uniform_bounds", to)
    stream, count = generator or default_generator, math.prod(shape)
    bits, draws = (53, stream.draw_64(count)) if to is float64 else (24, stream.draw_32(count))
    units = (draws & np.uint64(2**bits - 1)).astype(to.numpy) * to.numpy.type(2.0**-bits)
    return units.reshape(shape)


def uniform_between(low: float, high: float, shape: Any, to: dtype) -> Any:
    """U (high - low) + low, rounded once, as a fused multiply-add rounds it."""
    units = uniform(shape, to)
    if to is float64:
        products = [fused(unit, high - low, low) for unit in units.flat]
        return np.array(products, "f8").reshape(shape)
    of = to.numpy.type  # products of float32 are exact in float64
    return (units.astype("f8") * float(of(high) - of(low)) + float(of(low))).astype("f4")


def _fused_exactly(x: float, y: float, z: float) -> float:
    return float(Fraction(x) * Fraction(y) + Fraction(z))


fused: Any = getattr(math, "fma", _fused_exactly)  # new in Python 3.13


def standard_normal(shape: Any, to: dtype, generator: Any = None) -> Any:
    """Normal numbers by the method of Box and Muller."""
    check_float("normal_kernel_cpu", to)
    stream, count = generator or default_generator, math.prod(shape)
    if count < BLOCK:
        return np.array([_one_normal(stream) for _ in range(count)], to.numpy).reshape(shape)
    units = uniform((count,), to, stream)
    whole = count // BLOCK * BLOCK
    normals = np.empty(count, to.numpy)
    normals[:whole] = _normal_blocks(units[:whole])
    if whole < count:  # the last block overlaps the one before, with new draws
        normals[-BLOCK:] = _normal_blocks(uniform((BLOCK,), to, stream))
    return normals.reshape(shape)


def _one_normal(stream: Generator) -> float:
    if stream.spare is not None:
        spare, stream.spare = stream.spare, None
        return spare
    angle, radius = uniform((2,), float64, stream).tolist()
    length = math.sqrt(-2.0 * math.log1p(-radius))
    stream.spare = length * math.sin(2.0 * math.pi * angle)
    return length * math.cos(2.0 * math.pi * angle)


def _normal_blocks(units: Any) -> Any:
    """Eight lengths and eight angles make sixteen numbers."""
    of = units.dtype.type
    blocks = units.reshape(-1, 2, BLOCK // 2)
    length = np.sqrt(of(-2) * np.log(of(1) - blocks[:, 0]))
    angle = of(2) * of(np.pi) * blocks[:, 1]
    return np.stack([length * np.cos(angle), length * np.sin(angle)], 1).reshape(-1)


define_maker("rand", uniform)
define_maker("randn", standard_normal)


@function
def randint(*bounds: Any, size: Any = None, generator: Any = None, dtype: Any = None) -> Any:
    """Integers from `low`, or 0, to below `high`."""
    *ends, shape = bounds if size is None else (*bounds, size)
    if not isinstance(shape, tuple | list):
        wrong_argument("randint", "size", len(bounds), "tuple of ints", shape)
    low, high = ends if len(ends) == 2 else (0, ends[0])
    if low >= high:
        raise RuntimeError(errors.RANDOM_RANGE.format(low, high))
    if high - low >= LARGEST_RANGE:
        refuse(f"randint() with {LARGEST_RANGE} integers or more")
    shape = sizes("randint", (shape,))
    draws = (generator or default_generator).draw_32(math.prod(shape)) % np.uint64(high - low)
    array = (draws.astype("i8") + np.int64(low)).reshape(shape)
    return started(array, checked_type("randint", dtype, int64))


@function
def randperm(n: int, *, generator: Any = None) -> Any:
    """The integers from 0 to below n in random order."""
    if n < 0:
        raise RuntimeError(errors.NEGATIVE_DIMENSION.format(n, [n]))
    order = np.arange(n, dtype="i8")
    draws = (generator or default_generator).draw_32(max(n - 1, 0)).tolist()
    for i, draw in enumerate(draws):
        other = i + draw % (n - i)
        order[i], order[other] = order[other], order[i]
    return wrap(order, int64)


@operation
def multinomial(
    input: Tensor, num_samples: int, replacement: bool = False, *, generator: Any = None
) -> Any:
    """Classes drawn with the probabilities, or weights, of a vector."""
    weights = input.array
    if input.dtype.category != FLOAT:
        raise RuntimeError(errors.WEIGHT_TYPE.format(input.dtype.title))
    if num_samples == 1 or not replacement or weights.ndim != 1:
        refuse("multinomial() of a single sample, without replacement, or of several rows")
    if (weights < 0).any():
        raise RuntimeError(errors.WEIGHT_SIGN)
    sums = np.cumsum(weights)
    if sums[-1] <= 0:
        raise RuntimeError(errors.WEIGHT_SUM)
    sums = sums / sums[-1]
    draws = uniform((num_samples,), float64, generator)
    return wrap(np.searchsorted(sums.astype("f8"), draws).astype("i8"), int64)
