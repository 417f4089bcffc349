"""Loads a published program so that a test can call the functions it defines."""

import contextlib
import functools
import io
import os
import runpy
import tempfile
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import matplotlib.pyplot as plt

SNIPPETS = Path(__file__).parent.parent / "snippets"


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
