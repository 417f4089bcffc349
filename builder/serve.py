"""Serves the site as its pages are edited: what a change concerns is built anew and shown."""

import contextlib
import errno
import sys
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from builder.build import PATHS, BuildFailed, build, build_playground, build_search, inputs
from builder.finish import playground, search

INTERVAL = 0.2  # seconds between two looks at the files
LATER = {search.FOLDER: build_search, playground.FOLDER: build_playground}
PATIENCE = 20.0  # seconds that a page's question for another build may wait for the answer
RELOAD = "/reload"
# A file of this site, so that the policy of the pages allows it.
SCRIPT = b"""\
const ask = async (query) => (await fetch("/reload?" + query)).text();
const later = (build) => new Promise((wait) => setTimeout(wait, 1000, build));
const build = await ask("");
while ((await ask(build).catch(() => later(build))) === build);
location.reload();
"""


class Served:
    """The site that is served, and which build of it this is."""

    def __init__(self, root: Path, site: Path, url: str) -> None:
        self.root, self.site, self.url = root, site, url
        self.build = 0
        self.lock = threading.Condition()  # nothing is read of the site while it is replaced
        self.built: dict[str, dict[Path, int]] = {}
        self.seen: dict[str, dict[Path, int]] = {}

    def rebuild(self) -> None:
        """Build the languages whose files have changed since this was last called."""
        found = {language: inputs(self.root, language) for language in PATHS}
        if found == self.seen:
            return
        self.seen = found
        start = time.monotonic()
        changed = [language for language in PATHS if found[language] != self.built.get(language)]
        try:
            with self.lock:
                build(self.root, self.site, self.url, changed, is_finished=False)
                rmtree(self.site / search.FOLDER, ignore_errors=True)
                self.build += 1
                self.lock.notify_all()
        except BuildFailed:  # what is wrong has been logged
            print("Not built; the pages served are the last good ones.", file=sys.stderr)
            return
        self.built = found
        seconds = time.monotonic() - start
        print(f"Built {' and '.join(changed)} in {seconds:.1f} s", flush=True)

    def add(self, folder: str) -> None:
        """Make what no edit waits for, when it is asked for."""
        with self.lock, contextlib.suppress(BuildFailed):
            if not (self.site / folder).is_dir():
                LATER[folder](self.root, self.site)

    def wait(self, build: str) -> str:
        """Return which build there is, and wait a while for another than that given."""
        with self.lock:
            self.lock.wait_for(lambda: str(self.build) != build, PATIENCE)
            return str(self.build)


class Handler(SimpleHTTPRequestHandler):
    """Answers as a host does: an unknown address has the page of its language."""

    def __init__(self, served: Served, *arguments: Any) -> None:
        self.served = served
        super().__init__(*arguments, directory=str(served.site))

    def do_GET(self) -> None:
        """Send a file, a page with the script that shows changes, or what that script asks."""
        address = urlsplit(self.path)
        if address.path == RELOAD:
            return self.send(self.served.wait(address.query).encode(), "text/plain")
        if address.path == f"{RELOAD}.js":
            return self.send(SCRIPT, "text/javascript")
        for folder in LATER:
            if address.path.startswith(f"/{folder}/"):
                self.served.add(folder)
        file = Path(self.translate_path(self.path))
        if file.is_dir() and address.path.endswith("/"):
            file /= "index.html"
        status = HTTPStatus.OK if file.exists() else HTTPStatus.NOT_FOUND
        if not file.exists():
            language = "ko" if address.path.startswith("/ko/") else ""
            file = self.served.site / language / "404.html"
        if file.suffix != ".html":
            return super().do_GET()
        script = f'<script type="module" src="{RELOAD}.js"></script>'.encode()
        self.send(file.read_bytes() + script, "text/html; charset=utf-8", status)

    def send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Have the browser ask each time whether a file has changed."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def serve(root: Path, port: int) -> None:
    """Build both languages and serve them, rebuilding what a change concerns, until Ctrl-C."""
    url = f"http://127.0.0.1:{port}/"
    with TemporaryDirectory() as temporary:
        served = Served(root, Path(temporary, "site"), url)
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, served))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            sys.exit(f"port {port} is in use; choose another: make serve PORT={port + 1}")
        server.daemon_threads, server.block_on_close = True, False
        with server:
            served.rebuild()
            if not served.built:
                raise BuildFailed
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"Serving {url} and {url}ko/ (Ctrl-C stops)", flush=True)
            while True:
                time.sleep(INTERVAL)
                served.rebuild()
