"""Builds the site, English into site/ and Korean into site/ko/, or serves it with live reload."""

import argparse
import contextlib
import errno
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material reads it on import

from mkdocs.commands.build import build as build_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from pymdownx.snippets import SnippetMissingError

from hooks import search
from hooks.node import run_node
from hooks.policy import digest

ROOT = Path(__file__).parent
CONFIGS = {"en": "mkdocs.yml", "ko": "mkdocs.ko.yml"}  # English first: it cleans the directory
PATHS = {"en": "", "ko": "ko/"}  # where a language's pages stand in the site
SHARED = (
    "mkdocs.yml",
    "mkdocs.ko.yml",
    "snippets",
    "exercises",
    "theme",
    "hooks",
    "web/explorables",
    "web/figures.mjs",
    "web/math.mjs",
    "web/search.mjs",
    "requirements.txt",  # notebooks and programs.zip say what programs need
    "LICENSE",
)


class BuildFailed(Exception):
    """The site could not be built; what is wrong has been logged."""


class Formatter(logging.Formatter):
    """Says which language a message of MkDocs is about, unless it begins with a path."""

    language = ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message."""
        message = super().format(record)
        return message if message.startswith("docs/") else f"docs/{self.language}: {message}"


def build_language(root: Path, language: str, site: Path, site_url: str) -> None:
    """Build the pages of one language into the directory `site`."""
    Formatter.language = language
    try:
        config = str(root / CONFIGS[language])
        build_mkdocs(load_config(config, site_dir=str(site), site_url=site_url))
    except (Abort, SnippetMissingError) as error:  # MkDocs has logged the page and the fault
        raise BuildFailed from error
    except MkDocsException as error:
        logging.error(error)
        raise BuildFailed from error


def build_search(root: Path, site: Path) -> None:
    """Write the index of the search into the directory `site`, which holds both languages."""
    try:
        search.write_index(root, site)
    except MkDocsException as error:
        logging.error(error)
        raise BuildFailed from error


def finish(site: Path) -> None:
    """Make the scripts and stylesheets of the site lighter."""
    try:
        run_node("finish.mjs", None, str(site))
    except MkDocsException as error:
        logging.error(error)
        raise BuildFailed from error


def build(
    root: Path,
    site: Path,
    site_url: str,
    languages: Collection[str] = PATHS,
    is_finished: bool = True,
) -> None:
    """Build `languages` into `site`, which stays as it was when that fails.

    A finished site has the index of the search, which needs both languages, and light files.
    """
    if site.is_dir() and any(site.iterdir()) and not (site / "sitemap.xml").exists():
        logging.error(f"{site} holds other files than a site; choose another directory")
        raise BuildFailed
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time())  # MkDocs takes it for today
    site.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".site-", dir=site.parent) as temporary:
        new = Path(temporary, "new")
        for language in languages:
            path = PATHS[language]
            build_language(root, language, new / path, site_url + path)
        if is_finished:
            finish(new)
            if len(languages) == len(PATHS):
                build_search(root, new)
        if "en" not in languages:
            new, site = new / "ko", site / "ko"
        elif "ko" not in languages and (site / "ko").exists():
            (site / "ko").rename(new / "ko")
        if site.exists():
            site.rename(Path(temporary, "old"))
        new.rename(site)


def inputs(root: Path, language: str) -> dict[Path, int]:
    """Return the files that the pages of a language are made of, and when each was changed."""
    paths = [root / name for name in (f"docs/{language}", f"docs/{search.SYNONYMS}", *SHARED)]
    files = [file for path in paths for file in (path, *path.rglob("*"))]
    return {file: file.stat().st_mtime_ns for file in files if file.is_file()}


class Server(LiveReloadServer):
    """Serves the site as a host does: its policy holds, and an unknown address has its language.

    The index of the search is made when a reader asks for it, so that no edit waits for it.
    """

    source = ROOT
    lock = threading.Lock()  # the site is not replaced while the index is made from it

    def _index(self) -> None:
        """Make the index, unless it is there."""
        with self.lock, contextlib.suppress(BuildFailed):  # what is wrong has been logged
            if not Path(self.root, search.FOLDER).is_dir():
                build_search(self.source, Path(self.root))

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add the script that reloads the page, and allow it by its hash."""
        # MkDocs gives this method no types.
        content = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        script = content.rpartition(b"<script>")[2].partition(b"</script>")[0]
        allowed = b"script-src 'self'"
        return content.replace(allowed, allowed + b" " + digest(script.decode()).encode(), 1)

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer; without this, every unknown address would be answered in English."""
        if environ["PATH_INFO"].startswith(f"/{search.FOLDER}/"):
            self._index()
        if (answer := super()._serve_request(environ, start_response)) is not None:
            return answer
        language = "ko/" if environ["PATH_INFO"].startswith("/ko/") else ""
        start_response("404 Not Found", [("Content-Type", "text/html; charset=utf-8")])
        return [Path(self.root, f"{language}404.html").read_bytes()]


def serve(root: Path, port: int) -> None:
    """Build both languages and serve them, rebuilding what a change concerns, until Ctrl-C."""
    url = f"http://127.0.0.1:{port}/"
    built: dict[str, dict[Path, int]] = {}

    with TemporaryDirectory() as temporary:
        site = Path(temporary, "site")

        def rebuild() -> None:
            start = time.monotonic()
            found = {language: inputs(root, language) for language in PATHS}
            changed = [language for language in PATHS if found[language] != built.get(language)]
            if not changed:  # another file, or the last build has seen the change already
                print("No page has changed", flush=True)
                return
            try:
                with Server.lock:
                    build(root, site, url, changed, is_finished=False)
                    rmtree(site / search.FOLDER, ignore_errors=True)
            except BuildFailed:
                print("Not built; the pages served are the last good ones.", file=sys.stderr)
            else:
                built.update(found)
                seconds = time.monotonic() - start
                print(f"Built {' and '.join(changed)} in {seconds:.1f} s", flush=True)

        # It would log each unknown address as a warning, and a warning fails a build.
        logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
        server = Server(rebuild, "127.0.0.1", port, str(site), polling_interval=0.2)
        server.source = root
        for name in ("docs", *SHARED):
            server.watch(str(root / name))
        try:
            # The steps of server.serve(), with the first build after what may fail, and after
            # the watching has begun: a file may be saved meanwhile.
            server.server_bind()
            server.server_activate()
            server.observer.start()
            rebuild()
            if not built:
                raise BuildFailed
            print(f"Serving {url} and {url}ko/ (Ctrl-C stops)", flush=True)
            server.serve_thread.start()
            server._build_loop()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
        except KeyboardInterrupt:
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            sys.exit(f"port {port} is in use; choose another: make serve PORT={port + 1}")
        finally:
            server.shutdown()


def commit_time() -> str:
    """Return when the current commit was made, in seconds, so that a build repeats exactly."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "0"


def main() -> None:
    """Read the command line and build or serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="default: site/")
    parser.add_argument("--serve", action="store_true", help="serve the pages as they are edited")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    arguments = parser.parse_args()
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    site_url = os.environ.get("SITE_URL", "http://127.0.0.1:8000/").rstrip("/") + "/"
    try:
        if arguments.serve:
            serve(ROOT, arguments.port)
        else:
            build(ROOT, arguments.site_dir.absolute(), site_url)
            print(f"Built {arguments.site_dir} for {site_url} (SITE_URL sets another address)")
    except BuildFailed:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
