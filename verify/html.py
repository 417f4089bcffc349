"""Holds the HTML of the built site to the standard, and its links to what they lead to."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from verify import ROOT, Problem

VNU = ROOT / "web" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NO_JAVA = "no java; get one: apt-get install default-jre-headless"


def check_html(site: Path) -> list[str]:
    """What the Nu Html Checker says of all pages below `site`, in one call."""
    java = shutil.which("java")
    if not java:
        return [NO_JAVA]
    command = [java, "-Xss1m", "-jar", str(VNU), "--errors-only", "--skip-non-html"]
    command += ["--format", "gnu", str(site)]
    done = subprocess.run(command, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return [line.replace(f"file:{site}/", "").replace('"', "", 2) for line in lines]


def check_links(site: Path, url: str) -> Iterator[Problem]:
    """Every link of a page, built for the address `url`, to something that is not there."""
    anchors = {}
    links = {}
    for path in sorted(site.rglob("*.html")):
        html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        anchors[path] = {str(tag["id"]) for tag in html.find_all(id=True)}
        links[path] = [
            str(tag[name]) for name in ("href", "src") for tag in html.select(f"[{name}]")
        ]
    for path, targets in links.items():
        page = path.relative_to(site).as_posix()
        here = urljoin(url, page.removesuffix("index.html"))
        for target in dict.fromkeys(targets):
            there = urljoin(here, target)
            if urlsplit(there).scheme not in ("http", "https"):
                continue
            if urlsplit(there).netloc != urlsplit(url).netloc:
                continue
            if not there.startswith(url):
                yield Problem(page, None, f"{target} leads out of the site")
                continue
            file = site / unquote(urlsplit(there.removeprefix(url)).path)
            file = file / "index.html" if file.is_dir() else file
            anchor = unquote(urlsplit(there).fragment)
            if not file.exists():
                yield Problem(page, None, f"{target} leads nowhere")
            elif anchor and file.suffix == ".html" and anchor not in anchors[file]:
                yield Problem(page, None, f"{target}: there is no #{anchor}")


if __name__ == "__main__":
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    found = check_html(directory.absolute())
    print("\n".join(found), file=sys.stderr)
    sys.exit(bool(found))
