"""The same seed gives the same numbers as in PyTorch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playground.both import LIBRARIES, numbers

EQUAL: dict[str, Callable[[Any, int], Any]] = {
    "rand": lambda t, n: t.rand(n),
    "rand of float64": lambda t, n: t.rand(n, dtype=t.float64),
    "randint": lambda t, n: t.randint(n + 1, (n,)),
    "randint from a start": lambda t, n: t.randint(-5, 100 * n + 1, (n, 2)),
    "randperm": lambda t, n: t.randperm(n),
    "a few randn": lambda t, n: t.randn(n % 16),
    "a few randn of float64": lambda t, n: t.randn(n % 16, dtype=t.float64),
    "rand_like": lambda t, n: t.rand_like(t.ones(n)),
    "weight": lambda t, n: t.nn.Linear(n + 1, 3).weight,
    "bias": lambda t, n: t.nn.Linear(n + 1, 3).bias,
    "weight of float64": lambda t, n: t.nn.Linear(n + 1, 3, dtype=t.float64).weight,
    "multinomial": lambda t, n: t.multinomial(t.tensor([0.1, 0.2, 0.7]), n + 2, replacement=True),
    "rand of a generator": lambda t, n: t.rand(n, generator=t.Generator().manual_seed(n)),
    "one after the other": lambda t, n: t.cat([t.randn(3), t.rand(n), t.randn(2), t.rand(1)]),
}


@pytest.mark.parametrize("name", EQUAL)
@given(seed=st.integers(0, 2**63), count=st.integers(0, 70))
@settings(max_examples=10, deadline=None, derandomize=True, database=None)
def test_a_seed_gives_the_numbers_of_pytorch(name: str, seed: int, count: int) -> None:
    drawn = []
    for library in LIBRARIES:
        library.manual_seed(seed)
        drawn.append(EQUAL[name](library, count))
    assert str(drawn[0].dtype) == str(drawn[1].dtype)
    np.testing.assert_array_equal(numbers(drawn[1]), numbers(drawn[0]))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@given(seed=st.integers(0, 1000), count=st.integers(16, 100))
@settings(max_examples=10, deadline=None, derandomize=True, database=None)
def test_many_normal_numbers_are_those_of_pytorch_but_for_rounding(
    dtype: str, seed: int, count: int
) -> None:
    drawn = []
    for library in LIBRARIES:
        library.manual_seed(seed)
        drawn.append(numbers(library.randn(count, dtype=getattr(library, dtype))))
    tolerance = 2.4e-7 if dtype == "float32" else 1e-15
    np.testing.assert_allclose(drawn[1], drawn[0], rtol=tolerance, atol=2 * tolerance)


def test_a_generator_keeps_its_own_stream() -> None:
    for library in LIBRARIES:
        library.manual_seed(5)
        alone = library.rand(3).tolist()
        library.manual_seed(5)
        library.rand(7, generator=library.Generator().manual_seed(5))
        assert library.rand(3).tolist() == alone
        assert library.initial_seed() == 5
