"""The real site, built once and served on loopback for all tests that look at it."""

import contextlib
import fcntl
import functools
import http.server
import os
import signal
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from builder import build
from builder.history import git
from verify import ROOT
from verify.pages import LANGUAGES

# As the engine does. Several tests at once, each with a thread a core, wait for each other most of
# the time; the libraries read this when they are imported, which is after this file.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

# A shell that runs the tests in its background has them ignore Ctrl-C, and all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

PATH = "/softmax/"  # below a path, as on GitHub Pages, for that is harder than at a root
COPY = "/another/place/"  # the same files, at an address that they were not built for


# Where many cases are asked the same, `make test` asks some of them, and `make sweep` the others.
# They take turns, by their places in a list: nobody chooses them, and a new one has its turn. Pages
# and explorables that differ from the last commit, themselves or their programs, are always asked.


def touched(files: str) -> set[str]:
    """Return the names of files, one a line, and of the folders that they are in."""
    paths = map(Path, files.splitlines())
    names = {name for path in paths for name in (path.name, path.stem, path.parent.name)}
    return names - {*LANGUAGES}  # else a page would stand for all of its language


CHANGED = git(ROOT, "diff", "--name-only", "HEAD")
TOUCHED = touched(f"{CHANGED}\n{git(ROOT, 'ls-files', '--others', '--exclude-standard')}")


def every_nth(cases: Iterable[Any], n: int, first: int = 0) -> list[Any]:
    """Return cases as parameters; `make test` asks each n-th from `first` on, a sweep the rest."""
    return [
        pytest.param(*(parts := _parts(case)), marks=turn(parts, place % n == first))
        for place, case in enumerate(cases)
    ]


def one_each(kinds: Iterable[Any], cases: Iterable[Any], n: int = 1) -> list[Any]:
    """Return each case with each kind, say a language, as parameters.

    `make test` asks each `n`-th case with one of the kinds, which take turns; the sweep the rest.
    """
    kinds, cases = list(kinds), list(cases)
    return [
        pytest.param(
            *(parts := (*_parts(kind), *_parts(case))),
            marks=turn(parts, place % (n * len(kinds)) == n * number),
        )
        for number, kind in enumerate(kinds)
        for place, case in enumerate(cases)
    ]


def turn(parts: Iterable[Any], is_its_turn: bool) -> Any:
    """Return the mark of a case of these parts: `make test` asks it in its turn, or if touched."""
    is_touched = any(isinstance(part, str) and part in TOUCHED for part in parts)
    return () if is_its_turn or is_touched else pytest.mark.sweep


def _parts(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)


@dataclass(frozen=True)
class ServedSite:
    """Where the site stands, and the address it was built for."""

    directory: Path
    url: str


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site at both places."""

    protocol_version = "HTTP/1.1"  # keeps connections, as any real server does

    def translate_path(self, path: str) -> str:
        prefix = next((prefix for prefix in (PATH, COPY) if path.startswith(prefix)), "")
        return super().translate_path(f"/{path.removeprefix(prefix)}" if prefix else "/none")

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that went on takes no more
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


SERVED = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Serve what the first test that looks at the site builds, for all processes that test it.

    The port comes before the site: instant navigation works only at the site's address.
    """
    if hasattr(config, "workerinput"):
        return
    config.stash[SERVED] = folder = tempfile.TemporaryDirectory()
    handler = functools.partial(_Handler, directory=f"{folder.name}/site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True  # a connection that is kept open ends with the tests
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ.update(SITE_FOLDER=folder.name, SITE_PORT=str(server.server_port))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the site."""
    if folder := config.stash.get(SERVED, None):
        folder.cleanup()


@pytest.fixture(scope="session")
def served_site() -> ServedSite:
    """Both languages, built once."""
    folder = Path(os.environ["SITE_FOLDER"])
    site = ServedSite(folder / "site", f"http://127.0.0.1:{os.environ['SITE_PORT']}{PATH}")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.directory.exists():
            os.environ.setdefault("SOURCE_DATE_EPOCH", build.commit_time())
            build.build(ROOT, site.directory, site.url)
    return site


@pytest.fixture(scope="session")
def built_site(served_site: ServedSite) -> Path:
    """The directory of the built site."""
    return served_site.directory


@pytest.fixture(scope="session")
def url(served_site: ServedSite) -> str:
    """The address of the built site."""
    return served_site.url
