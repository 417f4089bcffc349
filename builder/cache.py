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
    """Return what `make` gives, from the folder if it was made of the same parts before.

    Of each name only the last result is kept.
    """
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    file = folder / f"{name}-{digest}"
    if not file.exists():
        made = make()
        folder.mkdir(exist_ok=True)
        for old in folder.glob(f"{name}-*"):
            old.unlink(missing_ok=True)
        publish(file, made)
    return file.read_text(encoding="utf-8")
