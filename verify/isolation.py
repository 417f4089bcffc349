"""What programs are told of the machine, and of whoever runs them."""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path
from unittest import mock

from verify.child import installed

ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "MATPLOTLIBRC": os.devnull,  # else there may be one in the home directory
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME")  # where things are


def environment() -> dict[str, str]:
    """What a program is told of the machine: nothing of how its user has set it up."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | ENVIRONMENT


@contextlib.contextmanager
def unprejudiced() -> Generator[None, None, None]:
    """Have the server, if it starts now, know no more of the machine than that."""
    multiprocessing.set_executable(str(Path(__file__).with_name("python.sh")))
    try:
        with (
            mock.patch.dict(os.environ, environment() | {"PLAIN": sys.executable}, clear=True),
            mock.patch.object(sys, "path", installed(sys.path)),
        ):
            yield
    finally:
        multiprocessing.set_executable(sys.executable)


@contextlib.contextmanager
def uninterrupted() -> Generator[None, None, None]:
    """Let Ctrl-C wait, for a process that is half started complains."""
    signals = {signal.SIGINT, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
