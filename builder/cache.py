"""Keeps what takes long to make, so that a build makes only what changed."""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from verify import ROOT
from verify.published import publish

FOLDER = ".build_cache"
CODE = ("builder/**/*.*", "verify/*.py", "web/*.*", "requirements.txt")


@cache
def code() -> str:
    """What results depend on besides what they are made of: the builder and its packages."""
    files = sorted(path for pattern in CODE for path in ROOT.glob(pattern))
    texts = [path.read_bytes() for path in files if path.suffix != ".pyc"]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def kept(folder: Path, name: str, parts: Iterable[str], make: Callable[[], str]) -> str:
    """Return what `make` gives, from the folder if it was made of the same parts before."""
    return kept_bytes(folder, name, parts, lambda: make().encode()).decode()


def kept_bytes(folder: Path, name: str, parts: Iterable[str], make: Callable[[], bytes]) -> bytes:
    """Return the bytes that `make` gives, as `kept` does."""
    file = folder / f"{name}-{digest(parts)}"
    if not file.exists():
        keep(file, make())
    return file.read_bytes()


def keep(file: Path, content: bytes) -> None:
    """Write what is kept under a name and a digest; of each name only the last is kept."""
    file.parent.mkdir(exist_ok=True)
    for old in file.parent.glob(f"{file.name.rpartition('-')[0]}-*"):
        old.unlink(missing_ok=True)
    publish(file, content)


def digest(parts: Iterable[str]) -> str:
    """Return what tells parts from others."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
