"""A tensor is written as PyTorch writes it."""

import numpy as np
import pytest
import torch

from tests.playground.both import LIBRARIES, standin

TYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool"]


def numbers(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Return numbers of many sizes, whole ones and some that are no numbers among them."""
    array = random.normal(size=shape) * 10.0 ** random.integers(-6, 9)
    if random.random() < 0.3:
        array = np.round(array)
    if random.random() < 0.2:
        special = np.array([0.0, np.inf, -np.inf, np.nan])[random.integers(0, 4, shape)]
        array = np.where(random.random(shape) < 0.2, special, array)
    return array


def test_four_thousand_random_tensors_are_written_as_pytorch_writes_them() -> None:
    random = np.random.default_rng(1)
    differing = []
    for _ in range(4000):
        dimensions = random.integers(0, 4)
        longest = 40 if dimensions == 1 else 6
        shape = tuple(int(n) for n in random.integers(0, longest, dimensions))
        dtype = TYPES[random.integers(0, len(TYPES))]
        array = np.clip(np.nan_to_num(numbers(random, shape)), 0, 200)
        if "float" in dtype:
            array = numbers(random, shape)
        is_leaf = "float" in dtype and random.random() < 0.3
        written = []
        for library in LIBRARIES:
            tensor = library.tensor(array).to(getattr(library, dtype)).requires_grad_(bool(is_leaf))
            written.append((repr(tensor), f"{tensor}", repr(tensor.shape)))
        if written[0] != written[1]:
            differing.append(written)
    assert not differing, differing[:3]


@pytest.mark.parametrize(
    "options",
    [
        {"precision": 2},
        {"sci_mode": True},
        {"sci_mode": False},
        {"linewidth": 40},
        {"threshold": 5, "edgeitems": 2},
    ],
    ids=str,
)
def test_print_options_change_what_pytorch_changes(options: dict[str, object]) -> None:
    array = np.random.default_rng(2).normal(size=(7, 9)) * 1e3
    try:
        written = []
        for library in LIBRARIES:
            library.set_printoptions(**options)
            written.append(repr(library.tensor(array)))
        assert written[0] == written[1]
    finally:
        for library in LIBRARIES:
            library.set_printoptions(profile="default")


def test_long_tensors_lose_their_middle_as_in_pytorch() -> None:
    for shape in [(1001,), (40, 30), (12, 10, 11), (2000, 2)]:
        written = [
            repr(library.arange(int(np.prod(shape))).reshape(shape)) for library in LIBRARIES
        ]
        assert written[0] == written[1]


def test_results_name_the_operation_that_made_them() -> None:
    written = []
    for library in LIBRARIES:
        x = library.ones(3, requires_grad=True)
        made = [x * 2, x.sum(), x.exp(), x.softmax(0), x[0], x.reshape(1, 3), x + x, x @ x]
        written.append([repr(each) for each in made])
    assert written[0] == written[1]


def test_types_sizes_and_modules_are_written_as_in_pytorch() -> None:
    written = []
    for library in LIBRARIES:
        nn = library.nn
        library.manual_seed(0)
        model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2), nn.Softmax(dim=1))
        x = library.tensor([[3.0, 1.0], [2.0, 5.0]])
        things = [library.float32, library.Size([2, 3]), model, nn.Parameter(x), x.max(1)]
        written.append([repr(each) for each in [*things, x.sort(), str(x.device), x.type()]])
    assert written[0] == written[1]


def test_numbers_are_formatted_as_in_pytorch() -> None:
    assert f"{standin.tensor(0.12345):.3f}" == f"{torch.tensor(0.12345):.3f}" == "0.123"
    with pytest.raises(TypeError, match="unsupported format string passed to Tensor"):
        f"{standin.ones(2):.3f}"
