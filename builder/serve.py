"""Serves the site as its pages are edited: what a change concerns is built anew and shown."""

import logging
import socket
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.livereload import LiveReloadServer

from builder.build import PATHS, SHARED, BuildFailed, build, inputs, told
from builder.finish import search
from playground import publish

HOST = "127.0.0.1"
INTERVAL = 0.2  # seconds between two looks at the files


class Server(LiveReloadServer):
    """MkDocs' own server, which answers as a host does, and builds only what a change concerns."""

    def __init__(self, root: Path, site: Path, port: int) -> None:
        super().__init__(self.rebuild, HOST, port, str(site), polling_interval=INTERVAL)
        self.sources, self.site = root, site
        self.built: dict[str, dict[Path, int]] = {}
        self.lock = threading.RLock()  # nothing is added to the site while it is replaced
        self.later = {
            search.FOLDER: partial(search.write_index, root, site),
            publish.FOLDER: partial(publish.publish_playground, site),
        }
        for name in ("docs", *SHARED):
            self.watch(str(root / name))

    def rebuild(self) -> None:
        """Build the languages whose files have changed since they were last built."""
        found = {language: inputs(self.sources, language) for language in PATHS}
        changed = [language for language in PATHS if found[language] != self.built.get(language)]
        if not changed:  # what is told of now was there when the last build began
            return
        start = time.monotonic()
        try:
            with self.lock:
                build(self.sources, self.site, self.url, changed, False, is_served=True)
                rmtree(self.site / search.FOLDER, ignore_errors=True)
        except BuildFailed:  # what is wrong has been logged
            print("Not built; the pages served are the last good ones.", file=sys.stderr)
            return
        self.built = found
        print(f"Built {' and '.join(changed)} in {time.monotonic() - start:.1f} s", flush=True)

    def server_activate(self) -> None:
        """Listen, and tell where."""
        super().server_activate()
        print(f"Serving {self.url} and {self.url}ko/ (Ctrl-C stops)", flush=True)

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with a file, or the page for an unknown address in its language.

        What no edit waits for is made when it is asked for.
        """
        path = environ["PATH_INFO"]
        for folder, make in self.later.items():
            with self.lock:
                if path.startswith(f"/{folder}/") and not (self.site / folder).is_dir():
                    with suppress(BuildFailed), told():
                        make()
        if not path.startswith("/livereload/") and not (self.site / path[1:]).exists():
            language = "ko/" if path.startswith("/ko/") else ""
            environ |= {"PATH_INFO": f"/{language}404.html"}
            return super().serve_request(environ, partial(not_found, start_response))
        return super().serve_request(environ, start_response)


def not_found(start_response: Any, _: str, headers: list[tuple[str, str]]) -> None:
    """Begin an answer to an unknown address."""
    start_response("404 Not Found", headers)


def serve(root: Path, port: int) -> None:
    """Build both languages and serve them, rebuilding what a change concerns, until Ctrl-C.

    Raises BuildFailed if there is nothing to serve, SystemExit if the port is in use.
    """
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        sys.exit(f"port {port} is in use; choose another: make serve PORT={port + 1}")
    with TemporaryDirectory() as temporary:
        server = Server(root, Path(temporary, "site"), port)
        server.rebuild()
        if not server.built:
            raise BuildFailed
        try:
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
        finally:
            server.shutdown()
