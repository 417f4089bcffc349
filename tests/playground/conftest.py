"""What all tests of the stand-in need."""

import pytest
import torch


@pytest.fixture(autouse=True)
def printed_as_by_default() -> None:
    """Programs that other tests run in this process set how PyTorch prints."""
    torch.set_printoptions(profile="default")
