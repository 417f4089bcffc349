"""Lists, where a page asks for it, what the site ships that others wrote, with its licences."""

import json
import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

MARKER = "<!-- licences -->"
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
HEAD = {"en": "| Part | By | Licence |", "ko": "| 부분 | 만든 이 | 라이선스 |"}
THEME = "mkdocs-material"
WEB = Path(__file__).parent.parent / "web"
PAGEFIND = WEB / "node_modules" / "pagefind" / "LICENSE" / "LICENSE"


class Part(NamedTuple):
    """A part of the site, and the file its licence is published as, or the licence's address."""

    name: str
    by: str
    licence: str
    text: str


MIT, APACHE = "https://spdx.org/licenses/MIT.html", "https://spdx.org/licenses/Apache-2.0.html"
W3C = "https://spdx.org/licenses/W3C-20150513.html"
PARTS = (
    Part("Material for MkDocs", "Martin Donath", "MIT", "assets/licences/material.txt"),
    Part("Pagefind", "CloudCannon", "MIT", "assets/licences/pagefind.txt"),
    Part("STIX Two Math", "The STIX Fonts Project", "OFL-1.1", "assets/math-license.txt"),
    Part("Material Design Icons", "Pictogrammers", "Apache-2.0", "assets/licences/icons.txt"),
    Part("Font Awesome Free", "Fonticons", "CC-BY-4.0", "assets/licences/font-awesome.txt"),
)
# What the theme's own files hold, by the names of the packages in their source maps.
BUNDLED = {
    "clipboard": Part("clipboard.js", "Zeno Rocha", "MIT", MIT),
    "escape-html": Part("escape-html", "TJ Holowaychuk, Andreas Lubbe, Tiancheng Gu", "MIT", MIT),
    "focus-visible": Part("focus-visible", "WICG", "W3C-20150513", W3C),
    "material-design-color": Part("material-design-color", "Mike Bostock", "MIT", MIT),
    "rxjs": Part("RxJS", "Google, Netflix, Microsoft and contributors", "Apache-2.0", APACHE),
    "tslib": Part("tslib", "Microsoft", "0BSD", "https://spdx.org/licenses/0BSD.html"),
}


@cache
def texts() -> dict[str, str]:
    """Return the files that hold the licences, by the names they are published under."""
    theme = distribution(THEME)
    sources = {
        "material.txt": str(next(p for p in theme.files or () if p.match("licenses/LICENSE"))),
        "icons.txt": "material/templates/.icons/material/LICENSE",
        "font-awesome.txt": "material/templates/.icons/fontawesome/LICENSE.txt",
    }
    found = {name: str(theme.locate_file(source)) for name, source in sources.items()}
    if not PAGEFIND.is_file():
        name = PAGEFIND.relative_to(WEB)
        raise PluginError(f"web/{name} is missing, is web/node_modules complete?")
    return found | {"pagefind.txt": str(PAGEFIND)}


@cache
def packages(source_map: str) -> set[str]:
    """Return the names of the packages that a file of the theme was made from."""
    sources = json.loads(source_map)["sources"]
    return {match[1] for source in sources if (match := PACKAGE.search(source))}


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish the licences, and fail the build for a part of the theme that the list lacks."""
    for name, path in texts().items():
        files.append(File.generated(config, f"assets/licences/{name}", abs_src_path=path))
    maps = [
        file
        for file in files
        if file.src_uri.endswith((".js.map", ".css.map")) and "/workers/" not in file.src_uri
    ]
    used = {package for file in maps for package in packages(file.content_string)}
    if used != BUNDLED.keys():
        names = ", ".join(sorted(used ^ BUNDLED.keys()))
        raise PluginError(f"the theme ships other parts than hooks/licences.py lists: {names}")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the marker by the table."""
    lines = [HEAD[str(config.theme["language"])], "|---|---|---|"]
    for part in (*PARTS, *BUNDLED.values()):
        lines.append(f"| {part.name} | {part.by} | [{part.licence}]({part.text}) |")
    return markdown.replace(MARKER, "\n".join(lines))
