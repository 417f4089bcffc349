"""Chance: the same stream of numbers as PyTorch's on the CPU, from the Mersenne Twister.

`uniform` and `normal` follow aten/src/ATen/core/DistributionsHelper.h and
aten/src/ATen/native/cpu/DistributionTemplates.h of PyTorch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from .creation import checked_type, shape_for, started
from .dtypes import FLOAT, dtype, float32, float64, int64
from .operations import bad_argument, function, method, operation
from .refusal import absent, refuse
from .shapes import sizes, stack
from .tensor import Tensor, device, overwrite, wrap

__getattr__ = absent("torch.random")

LARGEST_RANGE = 2**28  # from here on PyTorch takes two draws for one integer
BLOCK = 16  # so many normal numbers PyTorch computes at once


class Generator:
    """A stream of random numbers that its seed determines."""

    def __init__(self, device: Any = "cpu") -> None:
        _on_cpu(device)
        self.manual_seed(67280421310721)

    def manual_seed(self, seed: int) -> Generator:
        """Start the stream of a seed."""
        self.seed = int(seed)
        self.spare: float | None = None  # normal numbers come in pairs; the second waits here
        self.bits = np.random.MT19937()
        key = np.random.RandomState(self.seed & 0xFFFFFFFF).get_state(legacy=True)[1]
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


def _on_cpu(name: Any) -> None:
    device(name)


default_generator = Generator()


@function
def manual_seed(seed: Any) -> Generator:
    """Start the stream that all draw from which are given none of their own."""
    return default_generator.manual_seed(seed)


@function
def initial_seed() -> int:
    """The seed of that stream."""
    return default_generator.seed


# Numbers as arrays


def uniform(count: int, to: dtype, generator: Generator | None) -> Any:
    """Numbers from 0 to below 1, each of as many bits as the type holds exactly."""
    stream = generator or default_generator
    if to is float64:
        return (stream.draw_64(count) & np.uint64(2**53 - 1)).astype("f8") * 2.0**-53
    if to is not float32:
        refuse(f"random numbers of type {to}")
    return (stream.draw_32(count) & np.uint64(2**24 - 1)).astype("f4") * np.float32(2.0**-24)


def uniform_between(low: float, high: float, count: int, to: dtype, generator: Any) -> Any:
    """u (high - low) + low, rounded once, as a fused multiply-add rounds it."""
    units = uniform(count, to, generator)
    if to is float64:
        return np.array([fused(float(u), high - low, low) for u in units], "f8")
    of = to.compute.type  # products of float32 are exact in float64
    scaled = units.astype("f8") * float(of(high) - of(low)) + float(of(low))
    return scaled.astype("f4")


def _fused_exactly(x: float, y: float, z: float) -> float:
    return float(Fraction(x) * Fraction(y) + Fraction(z))


fused: Callable[[float, float, float], float] = getattr(math, "fma", _fused_exactly)  # 3.13


def standard_normal(count: int, to: dtype, generator: Generator | None) -> Any:
    """Normal numbers by the method of Box and Muller."""
    stream = generator or default_generator
    if count < BLOCK:
        return np.array([_one_normal(stream) for _ in range(count)], to.numpy)
    units = uniform(count, to, stream)
    whole = count // BLOCK * BLOCK
    normals = np.empty(count, to.numpy)
    normals[:whole] = _normal_blocks(units[:whole])
    if whole < count:  # the last block overlaps the one before, with new draws
        normals[-BLOCK:] = _normal_blocks(uniform(BLOCK, to, stream))
    return normals


def _one_normal(stream: Generator) -> float:
    if stream.spare is not None:
        spare, stream.spare = stream.spare, None
        return spare
    angle, radius = uniform(2, float64, stream).tolist()
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


# Tensors


def define_draw(name: str, draw: Callable[..., Any]) -> None:
    """Define an operation that draws a tensor of a shape, and one for the shape of another."""

    def body(
        *size: Any,
        generator: Any = None,
        dtype: Any = None,
        device: Any = None,
        requires_grad: bool = False,
        **named: Any,
    ) -> Tensor:
        shape = shape_for(name, size, named)
        for unknown in named:
            refuse(f"the argument {unknown!r} of {name}()")
        to = checked_type(name, dtype, float32)
        if to.category != FLOAT:
            kernel = "check_uniform_bounds" if name == "rand" else "normal_kernel_cpu"
            raise NotImplementedError(f"\"{kernel}\" not implemented for '{to.title}'")
        array = draw(math.prod(shape), to, generator).reshape(shape)
        return started(name, wrap(array, to), requires_grad, device)

    def like(input: Tensor, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
        return body(input.array.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)

    body.__name__, like.__name__ = name, f"{name}_like"
    function(body)
    function(like)


define_draw("rand", uniform)
define_draw("randn", standard_normal)


@function
def randint(
    *bounds: Any,
    size: Any = None,
    generator: Any = None,
    dtype: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Integers from `low`, or 0, to below `high`."""
    given = list(bounds)
    if size is None:
        size = given.pop()
    if not isinstance(size, tuple | list):
        bad_argument("randint", "size", len(bounds), "tuple of ints", size)
    low, high = given if len(given) == 2 else (0, given[0])
    if low >= high:
        raise RuntimeError(
            f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        )
    if high - low >= LARGEST_RANGE:
        refuse(f"randint() with {LARGEST_RANGE} integers or more")
    shape = sizes("randint", (size,))
    to = checked_type("randint", dtype, int64)
    draws = (generator or default_generator).draw_32(math.prod(shape)) % np.uint64(high - low)
    array = (draws.astype("i8") + np.int64(low)).reshape(shape).astype(to.numpy)
    return started("randint", wrap(array, to), requires_grad, None)


@function
def randperm(n: int, *, generator: Any = None) -> Tensor:
    """The integers from 0 to below n in random order."""
    if n < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {n}: [{n}]")
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
    """Classes drawn with the probabilities, or weights, of a vector or of each row."""
    if input.dtype.category != FLOAT:
        raise RuntimeError(
            "multinomial only supports floating-point dtypes for input, got: "
            f"{input.dtype.title}"
        )
    if num_samples == 1 or not replacement:
        refuse("multinomial() of a single sample, or without replacement,")
    if (input.array < 0).any():
        raise RuntimeError("invalid multinomial distribution (encountering probability entry < 0)")
    if input.array.ndim == 2:
        return stack([multinomial(row, num_samples, True, generator=generator) for row in input])
    sums = np.cumsum(input.array)
    if sums[-1] <= 0:
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    sums = sums / sums[-1]
    sums[-1] = 1
    draws = uniform(num_samples, float64, generator)
    return wrap(np.searchsorted(sums.astype("f8"), draws).astype("i8"), int64)


@operation
def bernoulli(input: Tensor, *, generator: Any = None) -> Any:
    """1 with the probability that each number gives, else 0."""
    draws = uniform(input.array.size, float64, generator).reshape(input.array.shape)
    return wrap((draws < input.array).astype(input.array.dtype), input.dtype)


@function
def normal(mean: Any = 0.0, std: Any = 1.0, size: Any = None, *, generator: Any = None) -> Any:
    """Normal numbers of one mean and deviation, or of one for each element."""
    if size is None:
        size = np.broadcast_shapes(np.shape(mean), np.shape(std))
    array = standard_normal(math.prod(size), float32, generator).reshape(size)
    return wrap(array, float32) * std + mean


@method
def uniform_(self: Tensor, a: float = 0.0, b: float = 1.0, *, generator: Any = None) -> Tensor:
    """Numbers from a to b in place."""
    array = uniform_between(a, b, self.array.size, self.dtype, generator)
    return drawn(self, array)


@method
def normal_(self: Tensor, mean: float = 0.0, std: float = 1.0, *, generator: Any = None) -> Tensor:
    """Normal numbers in place."""
    array = standard_normal(self.array.size, self.dtype, generator)
    of = self.array.dtype.type
    return drawn(self, array * of(std) + of(mean))


def drawn(tensor: Tensor, array: Any) -> Tensor:
    """The tensor with what was drawn in it."""
    tensor.fill_(0)
    overwrite(tensor, array.reshape(tensor.array.shape))
    return tensor
