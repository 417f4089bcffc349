"""torch.utils.data: rows in batches, in the order that PyTorch draws from the same seed."""

from collections.abc import Iterator
from typing import Any

from ..creation import arange
from ..errors import check, refuse
from ..random import Generator, default_generator, randperm
from ..tensor import Tensor


class TensorDataset:
    """Rows of tensors that are equally long."""

    def __init__(self, *tensors: Tensor) -> None:
        is_even = all(len(each) == len(tensors[0]) for each in tensors)
        check(is_even, "Size mismatch between tensors", kind=AssertionError)
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Any, ...]:
        return tuple(each[index] for each in self.tensors)

    def __len__(self) -> int:
        return len(self.tensors[0])


class DataLoader:
    """The batches of a TensorDataset, in a new order each time it is read if it shuffles."""

    def __init__(
        self,
        dataset: Any,
        batch_size: int = 1,
        shuffle: bool = False,
        *,
        drop_last: bool = False,
        generator: Generator | None = None,
    ) -> None:
        if not isinstance(dataset, TensorDataset) or not len(dataset) or (batch_size or 0) < 1:
            refuse("DataLoader() of something else than a TensorDataset with rows, in batches,")
        self.dataset, self.batch_size, self.shuffle = dataset, batch_size, shuffle
        self.drop_last, self.generator = drop_last, generator

    def __len__(self) -> int:
        whole, left = divmod(len(self.dataset), self.batch_size)
        return whole + (left > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[list[Any]]:
        seed(self.generator or default_generator)  # of helping processes, if there were any
        return self._batches()

    def _batches(self) -> Iterator[list[Any]]:
        rows, size, stream = arange(len(self.dataset)), self.batch_size, self.generator
        if self.shuffle:
            stream = stream or Generator().manual_seed(seed(default_generator))
            rows = randperm(len(self.dataset), generator=stream)
        for number in range(len(self)):
            yield list(self.dataset[rows[number * size : (number + 1) * size]])
        if self.shuffle:  # PyTorch draws another order, of which it uses nothing
            randperm(len(self.dataset), generator=stream)


def seed(stream: Generator) -> int:
    """An integer of 63 random bits."""
    high, low = stream.draw(2).tolist()
    return int(high << 32 | low) % 2**63
