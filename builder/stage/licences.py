"""Publishes the licences of what the site ships and others wrote; docs/en/about.md lists them."""

from importlib.metadata import distribution
from os import PathLike
from pathlib import Path

from builder.edition import Edition
from builder.packages import licences

THEME = distribution("mkdocs-material")
ICONS = "material/templates/.icons"
MODULES = Path(__file__).parents[2] / "web/node_modules"


def publish_licences(edition: Edition) -> None:
    """Publish the files that the packages come with."""
    sources: dict[str, str | PathLike[str]] = {
        "material.txt": next(p for p in THEME.files or () if p.match("licenses/LICENSE")),
        "icons.txt": f"{ICONS}/material/LICENSE",
        "font-awesome.txt": f"{ICONS}/fontawesome/LICENSE.txt",
        "nanum-gothic.txt": MODULES / "@expo-google-fonts/nanum-gothic/LICENSE_FONT",
        "pagefind.txt": MODULES / "pagefind/LICENSE/LICENSE",
        "workbox.txt": MODULES / "workbox-core/LICENSE",
    }
    edition.write("assets/licences/python.txt", licences())
    for name, source in sources.items():
        edition.write(f"assets/licences/{name}", Path(str(THEME.locate_file(source))).read_bytes())
