"""The real site, built once and served on loopback for all tests that look at it."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import build


@dataclass(frozen=True)
class ServedSite:
    """Where the site stands, and the address it was built for."""

    directory: Path
    url: str


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Both languages. The port comes first: instant navigation works only at the site's address."""
    directory = tmp_path_factory.mktemp("built") / "site"
    handler = functools.partial(_Quiet, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        os.environ.setdefault("SOURCE_DATE_EPOCH", build.commit_time())
        build.build(build.ROOT, directory, url)
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
