"""Loads a published program so that a test can call its functions, or take its results."""

import contextlib
import functools
import io
import os
import pickle
import runpy
import tempfile
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import matplotlib.pyplot as plt

from builder.cache import kept_bytes

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
    parts = [path.read_text(encoding="utf-8") for path in made_of]
    left = kept_bytes(RESULTS, name.replace("/", "-"), parts, lambda: pickled(load(name)))
    return SimpleNamespace(
        **{key: pickle.loads(value) for key, value in pickle.loads(left).items()}
    )


def pickled(left: SimpleNamespace) -> bytes:
    """Return the public names of a program with those of its values that can be pickled."""
    values: dict[str, bytes] = {}
    for key, value in vars(left).items():
        with contextlib.suppress(AttributeError, TypeError, pickle.PicklingError):
            if not key.startswith("_"):
                values[key] = pickle.dumps(value)
    return pickle.dumps(values)
