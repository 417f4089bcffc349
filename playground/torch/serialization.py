"""Tensors in files. What PyTorch itself saves is another format, which is not read here."""

import pickle
from pathlib import Path
from typing import Any

from .operations import function


@function
def save(obj: Any, f: Any) -> None:
    """Write an object with its tensors to a file."""
    if hasattr(f, "write"):
        pickle.dump(obj, f)
    else:
        Path(f).write_bytes(pickle.dumps(obj))


@function
def load(f: Any, map_location: Any = None, *, weights_only: bool = True) -> Any:
    """Read what `save` wrote."""
    return pickle.load(f) if hasattr(f, "read") else pickle.loads(Path(f).read_bytes())
