"""Rows come in the batches, and in the order, of PyTorch."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playground.both import LIBRARIES, outcome


def read(library: Any, rows: int, size: int, own: bool, **options: Any) -> list[Any]:
    """Return two epochs of a loader, and what is left of the common stream."""
    data = library.utils.data
    library.manual_seed(rows)
    generator = library.Generator().manual_seed(size) if own else None
    features, target = library.arange(3 * rows).reshape(rows, 3), library.arange(rows)
    dataset = data.TensorDataset(features, target)
    loader = data.DataLoader(dataset, batch_size=size, generator=generator, **options)
    epochs = [[[part.tolist() for part in batch] for batch in loader] for _ in range(2)]
    return [len(loader), epochs, library.rand(2).tolist()]


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("drop_last", [False, True])
@given(rows=st.integers(1, 20), size=st.integers(1, 8))
@settings(max_examples=10, deadline=None, derandomize=True, database=None)
def test_batches_are_those_of_pytorch(
    own: bool, shuffle: bool, drop_last: bool, rows: int, size: int
) -> None:
    there, here = (
        read(library, rows, size, own, shuffle=shuffle, drop_last=drop_last)
        for library in LIBRARIES
    )
    assert here == there


def test_tensors_of_different_lengths_are_refused_as_in_pytorch() -> None:
    def act(library: Any) -> Any:
        return library.utils.data.TensorDataset(library.ones(3), library.ones(2))

    assert outcome(act, LIBRARIES[0]) == outcome(act, LIBRARIES[1])


@pytest.mark.parametrize(
    "options", [{"num_workers": 2}, {"batch_size": None}, {"batch_size": -1}, {"sampler": []}]
)
def test_what_it_lacks_is_refused_by_name(options: dict[str, Any]) -> None:
    here = LIBRARIES[1]
    dataset = here.utils.data.TensorDataset(here.ones(3))
    with pytest.raises(NotImplementedError, match="DataLoader"):
        here.utils.data.DataLoader(dataset, **options)
