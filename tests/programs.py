"""Loads a published program so that a test can call its functions, or take its results."""

import contextlib
import functools
import hashlib
import io
import os
import pickle
import runpy
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import matplotlib.pyplot as plt

from verify.published import publish

ROOT = Path(__file__).parent.parent
SNIPPETS = ROOT / "snippets"
RESULTS = ROOT / ".results_cache"


@functools.cache
def load(name: str) -> SimpleNamespace:
    """Run the program called `name` ("softmax/by_hand") once, silently, in an empty directory.

    Returns its global names as attributes. What the program raises is raised here.
    """
    with (
        tempfile.TemporaryDirectory() as empty_directory,
        contextlib.chdir(empty_directory),
        contextlib.redirect_stdout(io.StringIO()),
        mock.patch.object(plt, "show", lambda: plt.close("all")),
        mock.patch.dict(os.environ, {"MPLBACKEND": "Agg"}),
    ):
        return SimpleNamespace(**runpy.run_path(str(SNIPPETS / f"{name}.py"), run_name="__main__"))


def results(name: str) -> SimpleNamespace:
    """Return what the program called `name` leaves in its global names, without its functions.

    A program that was run before, with the same packages, is not run again.
    """
    made_of = [SNIPPETS / f"{name}.py", ROOT / "requirements.txt"]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in made_of)).hexdigest()[:16]
    kept = RESULTS / f"{name.replace('/', '-')}-{digest}"
    if not kept.exists():
        left: dict[str, Any] = {}
        for key, value in vars(load(name)).items():
            if key.startswith("_"):
                continue
            with contextlib.suppress(AttributeError, TypeError, pickle.PicklingError):
                left[key] = pickle.dumps(value)
        RESULTS.mkdir(exist_ok=True)
        publish(kept, pickle.dumps(left))
    return SimpleNamespace(
        **{key: pickle.loads(value) for key, value in pickle.loads(kept.read_bytes()).items()}
    )
