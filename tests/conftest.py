"""The real site, built once and served on loopback for all tests that look at it."""

import functools
import http.server
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder import build
from verify import ROOT

# As the engine does. Several tests at once, each with a thread a core, wait for each other most of
# the time; the libraries read this when they are imported, which is after this file.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

# A shell that runs the tests in its background has them ignore Ctrl-C, and all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

PATH = "/softmax/"  # below a path, as on GitHub Pages, for that is harder than at a root
COPY = "/another/place/"  # the same files, at an address that they were not built for


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

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Both languages. The port comes first: instant navigation works only at the site's address."""
    directory = tmp_path_factory.mktemp("built") / "site"
    handler = functools.partial(_Handler, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True  # a connection that is kept open ends with the tests
        server.block_on_close = False
        url = f"http://127.0.0.1:{server.server_port}{PATH}"
        os.environ.setdefault("SOURCE_DATE_EPOCH", build.commit_time())
        build.build(ROOT, directory, url)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ServedSite(directory, url)
        server.shutdown()


@pytest.fixture(scope="session")
def built_site(served_site: ServedSite) -> Path:
    """The directory of the built site."""
    return served_site.directory


@pytest.fixture(scope="session")
def url(served_site: ServedSite) -> str:
    """The address of the built site."""
    return served_site.url
