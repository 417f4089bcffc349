"""What a reader's browser gets from this site, and from a stock one with the same pages.

`python -m benchmarks.site` audits every page with Lighthouse and fails unless accessibility, best
practices and SEO are 100 on each; performance depends on the machine and is only told. Name pages
(`index real_data`) to audit fewer. `--compare` also builds the named pages, by default four, with
the theme, KaTeX in the browser and mkdocs-jupyter as they come, and sets both side by side in one
run.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response, sync_playwright

from builder import build
from tests.browser.conftest import QUIET, installed_browser
from tests.browser.reader import AXE
from verify import ROOT

HERE = ROOT / "benchmarks"
ASSERTED = ("accessibility", "best-practices", "seo")
COMPARED = ("index", "cross_entropy", "real_data", "exercises_losses")
COMPRESSED = {".woff2", ".png", ".gz"}
STOCK = """\
site_name: Softmax classification
site_description: The same pages with a stock theme.
site_url: {url}
docs_dir: docs
theme:
  name: material
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {{icon: material/weather-night, name: Dark}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {{icon: material/weather-sunny, name: Light}}
  features:
    - content.code.copy
    - navigation.footer
    - navigation.instant
    - search.highlight
    - search.suggest
extra_css: [katex/katex.min.css]
extra_javascript: [katex/katex.min.js, katex/contrib/auto-render.min.js, katex.js]
markdown_extensions:
  admonition: {{}}
  attr_list: {{}}
  md_in_html: {{}}
  tables: {{}}
  toc: {{permalink: true}}
  pymdownx.arithmatex: {{generic: true}}
  pymdownx.blocks.caption: {{}}
  pymdownx.details: {{}}
  pymdownx.highlight: {{}}
  pymdownx.snippets: {{base_path: [{root}]}}
  pymdownx.superfences: {{}}
  pymdownx.tabbed: {{alternate_style: true}}
plugins:
  search: {{}}
  mkdocs-jupyter: {{include: ["*.ipynb"]}}
"""
RENDER = r"""document$.subscribe(({ body }) => renderMathInElement(body, { delimiters: [
  { left: "\\(", right: "\\)", display: false }, { left: "\\[", right: "\\]", display: true }] }))
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends what can be compressed as gzip, and lets it be kept for ten minutes, as hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        content = path.read_bytes()
        self.send_response(200)
        kind = self.guess_type(str(path))
        binary = kind == "application/wasm"  # which a browser takes under its bare name alone
        self.send_header("Content-Type", kind if binary else f"{kind}; charset=utf-8")
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix not in COMPRESSED:
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """Serve a directory on loopback while the block runs."""
    handler = functools.partial(Handler, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def find_browser() -> str:
    """Return the path of an installed Chromium or Chrome; exit without one."""
    browser = installed_browser()
    if not browser:
        sys.exit("no Chromium; get one: apt-get install chromium")
    return browser


def build_stock(directory: Path, notebooks: Path, site: Path, url: str) -> None:
    """Build the English pages with the stock theme; the figures are files of their own.

    The pages of exercises are notebooks, which mkdocs-jupyter shows without running them.
    """
    docs = directory / "docs"
    shutil.copytree(ROOT / "docs" / "en", docs)
    for page in docs.glob("*.md"):
        text = re.sub(r"^<!-- \w+ -->$", "", page.read_text(encoding="utf-8"), flags=re.M)
        page.write_text(text, encoding="utf-8")
    for notebook in notebooks.glob("exercises_*.ipynb"):
        (docs / notebook.name).with_suffix(".md").unlink()
        shutil.copy(notebook, docs)
    for figure in ROOT.glob("snippets/*/*.svg"):
        copy = docs / figure.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(figure, copy)
    shutil.copytree(HERE / "node_modules" / "katex" / "dist", docs / "katex")
    (docs / "katex.js").write_text(RENDER, encoding="utf-8")
    config = directory / "mkdocs.yml"
    config.write_text(STOCK.format(url=url, root=ROOT), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
    environ = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    # Where it works, mkdocs-jupyter leaves a cache.
    subprocess.run([*command, "--site-dir", str(site)], env=environ, check=True, cwd=directory)


def audit(browser: str, addresses: list[str]) -> Iterator[dict[str, Any]]:
    """What Lighthouse says of each address, as soon as it has said it."""
    node = Path(sys.executable).parent / "node"
    command = [str(node), str(HERE / "lighthouse.mjs"), browser, *addresses]
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for line in process.stdout:
        yield json.loads(line)
    if process.wait():
        sys.exit("Lighthouse failed")


def measure(browser_path: str, addresses: list[str]) -> list[dict[str, int]]:
    """Requests, compressed bytes and axe violations of a first visit to each address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
        rows = [visit(browser, address) for address in addresses]
        browser.close()
    return rows


def visit(browser: Browser, address: str) -> dict[str, int]:
    """What `measure` says of one address."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    sizes = [int(answer.headers.get("content-length", "0")) for answer in answers]
    row = {"requests": len(sizes), "bytes": sum(sizes)}
    page.evaluate(AXE.read_text(encoding="utf-8"))
    nodes = "async () => (await axe.run()).violations.flatMap(({nodes}) => nodes).length"
    row["violations"] = page.evaluate(nodes)
    context.close()
    return row


def compare(browser: str, names: tuple[str, ...]) -> None:
    """Print a table of this site's English pages and the stock ones."""
    with tempfile.TemporaryDirectory() as temporary:
        print("page             site   requests  gzip KB  LCP s    CLS  perf a11y best  seo  axe")
        directories = {"this": Path(temporary, "this"), "stock": Path(temporary, "stock")}
        for kind, directory in directories.items():
            directory.mkdir()
            with served(directory) as url:
                if kind == "this":
                    build.build(ROOT, directory / "site", url + "site/")
                else:
                    ours = directories["this"] / "site"
                    build_stock(Path(temporary, "source"), ours, directory / "site", url + "site/")
                pages = ["" if name == "index" else f"{name}/" for name in names]
                addresses = [f"{url}site/{page}" for page in pages]
                measured, audited = measure(browser, addresses), list(audit(browser, addresses))
            for name, row, told in zip(names, measured, audited, strict=True):
                scores = "  ".join(f"{told[key]:3}" for key in ("performance", *ASSERTED))
                print(
                    f"{name:16} {kind:6} {row['requests']:8} {row['bytes'] / 1000:8.1f}"
                    f" {told['lcp'] / 1000:6.2f} {told['cls']:6.3f}  {scores} {row['violations']:4}"
                )


def audit_all(browser: str, names: tuple[str, ...]) -> None:
    """Print what Lighthouse says of each page in both languages; fail unless it is content."""
    with tempfile.TemporaryDirectory() as temporary, served(Path(temporary)) as url:
        site = Path(temporary, "site")
        build.build(ROOT, site, url + "site/")
        pages = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
        pages = sorted("" if page == "." else f"{page}/" for page in pages)
        if names:
            pages = [
                page for page in pages if (page.removeprefix("ko/").strip("/") or "index") in names
            ]
        print("perf a11y best  seo  LCP s    CLS  page")
        is_content = True
        for told in audit(browser, [f"{url}site/{page}" for page in pages]):
            scores = "  ".join(f"{told[key]:3}" for key in ("performance", *ASSERTED))
            page = urlsplit(told["address"]).path.removeprefix("/site/") or "(home)"
            is_perfect = all(told[key] == 100 for key in ASSERTED)
            faults = "" if is_perfect else " ".join(told["faults"])
            print(
                f" {scores} {told['lcp'] / 1000:6.2f} {told['cls']:6.3f}  {page} {faults}",
                flush=True,
            )
            is_content = is_content and is_perfect
    if not is_content:
        sys.exit("accessibility, best practices and SEO must be 100 on every page")


def main() -> None:
    """Read the command line, audit or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--compare", action="store_true")
    arguments = parser.parse_args()
    browser = find_browser()
    if not (HERE / "node_modules").exists():
        sys.exit("Lighthouse is not installed; make benchmark installs it")
    names = tuple(arguments.pages)
    if arguments.compare:
        compare(browser, names or COMPARED)
    else:
        audit_all(browser, names)


if __name__ == "__main__":
    main()
