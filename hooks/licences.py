"""Publishes the licences of what the site ships and others wrote; docs/en/about.md lists them."""

from importlib.metadata import distribution
from os import PathLike
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

THEME = distribution("mkdocs-material")
ICONS = "material/templates/.icons"
PAGEFIND = Path(__file__).parent.parent / "web/node_modules/pagefind/LICENSE/LICENSE"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish the files that the packages come with."""
    sources: dict[str, str | PathLike[str]] = {
        "material.txt": next(p for p in THEME.files or () if p.match("licenses/LICENSE")),
        "icons.txt": f"{ICONS}/material/LICENSE",
        "font-awesome.txt": f"{ICONS}/fontawesome/LICENSE.txt",
        "pagefind.txt": PAGEFIND,
    }
    for name, source in sources.items():
        path = str(THEME.locate_file(source))
        files.append(File.generated(config, f"assets/licences/{name}", abs_src_path=path))
