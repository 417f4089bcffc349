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
from .creation import maker, started
from .dtypes import FLOAT, dtype, float32, float64, int64
from .errors import check, refuse
from .operations import function, named, operation
from .tensor import Tensor, wrap

LARGEST_RANGE = 2**28  # from here on PyTorch takes two draws for one integer
BLOCK = 16  # so many normal numbers PyTorch computes at once


class Generator:
    """A stream of random numbers that its seed determines."""

    def __init__(self) -> None:
        self.manual_seed(67280421310721)

    def manual_seed(self, seed: int) -> Generator:
        """Start the stream of a seed."""
        self.seed = int(seed)
        self.spare: float | None = None  # normal numbers come in pairs; the second waits here
        self.bits = np.random.MT19937()
        key = np.random.RandomState(self.seed & 0xFFFFFFFF).get_state(legacy=False)["state"]["key"]
        self.bits.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": 624}}
        return self

    def draw(self, count: int) -> Any:
        """`count` draws of 32 bits, as uint64."""
        return self.bits.random_raw(count)


default_generator = Generator()
function(default_generator.manual_seed)
function(named("initial_seed", lambda: default_generator.seed))


def uniform(shape: Any, to: dtype, generator: Any = None) -> Any:
    """Numbers from 0 to below 1, each of as many bits as the type holds exactly."""
    if to not in (float32, float64):
        refuse(f"random numbers of type {to}")
    stream, count = generator or default_generator, math.prod(shape)
    if to is float64:
        halves = stream.draw(2 * count)
        bits, draws = 53, (halves[0::2] << np.uint64(32)) | halves[1::2]
    else:
        bits, draws = 24, stream.draw(count)
    units = (draws & np.uint64(2**bits - 1)).astype(to.numpy) * to.numpy.type(2.0**-bits)
    return units.reshape(shape)


def uniform_between(low: float, high: float, shape: Any, to: dtype) -> Any:
    """U (high - low) + low, rounded once, as a fused multiply-add rounds it."""
    units = uniform(shape, to)
    if to is float64:
        width, start = Fraction(high - low), Fraction(low)
        exact = [float(Fraction(unit) * width + start) for unit in units.flat]
        return np.array(exact, "f8").reshape(shape)
    of = to.numpy.type  # products of float32 are exact in float64
    return (units.astype("f8") * float(of(high) - of(low)) + float(of(low))).astype("f4")


def standard_normal(shape: Any, to: dtype, generator: Any = None) -> Any:
    """Normal numbers by the method of Box and Muller."""
    stream, count = generator or default_generator, math.prod(shape)
    if count < BLOCK:
        return np.array([one_normal(stream) for _ in range(count)], to.numpy).reshape(shape)
    units = uniform((count,), to, stream)
    whole = count // BLOCK * BLOCK
    normals = np.empty(count, to.numpy)
    normals[:whole] = normal_blocks(units[:whole])
    if whole < count:  # the last block overlaps the one before, with new draws
        normals[-BLOCK:] = normal_blocks(uniform((BLOCK,), to, stream))
    return normals.reshape(shape)


def one_normal(stream: Generator) -> float:
    """A length and an angle make two numbers, of which one is kept for the next time."""
    if stream.spare is not None:
        spare, stream.spare = stream.spare, None
        return spare
    angle, radius = uniform((2,), float64, stream).tolist()
    length = math.sqrt(-2.0 * math.log1p(-radius))
    stream.spare = length * math.sin(2.0 * math.pi * angle)
    return length * math.cos(2.0 * math.pi * angle)


def normal_blocks(units: Any) -> Any:
    """Eight lengths and eight angles make sixteen numbers."""
    of = units.dtype.type
    blocks = units.reshape(-1, 2, BLOCK // 2)
    length = np.sqrt(of(-2) * np.log(of(1) - blocks[:, 0]))
    angle = of(2) * of(np.pi) * blocks[:, 1]
    return np.stack([length * np.cos(angle), length * np.sin(angle)], 1).reshape(-1)


maker("rand", uniform)
maker("randn", standard_normal)


@function
def randint(*bounds: Any, generator: Any = None, **options: Any) -> Any:
    """Integers from `low`, or 0, to below `high`."""
    *ends, shape = (*bounds, options.pop("size")) if "size" in options else bounds
    low, high = ends if len(ends) == 2 else (0, ends[0])
    check(low < high, errors.RANDOM_RANGE, low, high)
    if high - low >= LARGEST_RANGE:
        refuse(f"randint() with {LARGEST_RANGE} integers or more")
    draws = (generator or default_generator).draw(math.prod(shape)) % np.uint64(high - low)
    array = (draws.astype("i8") + np.int64(low)).reshape(shape)
    return started("randint", lambda to: array, int64, **options)


@function
def randperm(n: int, *, generator: Any = None) -> Any:
    """The integers from 0 to below n in random order."""
    check(n >= 0, errors.NEGATIVE_DIMENSION, n, [n])
    order = np.arange(n, dtype="i8")
    draws = (generator or default_generator).draw(max(n - 1, 0)).tolist()
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
    if input.dtype.category != FLOAT or num_samples == 1 or not replacement or weights.ndim != 1:
        refuse("multinomial() of a single sample, without replacement, of rows or of integers")
    sums = np.cumsum(weights)
    if (weights < 0).any() or sums[-1] <= 0:
        refuse("multinomial() of weights below 0, or all 0, which is a mistake,")
    draws = uniform((num_samples,), float64, generator)
    return wrap(np.searchsorted((sums / sums[-1]).astype("f8"), draws).astype("i8"), int64)
