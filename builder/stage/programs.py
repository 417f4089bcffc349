"""Publishes each program as a file, and links to it where the program is shown whole or in part."""

import re
from pathlib import Path

import yaml

from builder.edition import Edition
from builder.stage.sources import Source
from verify.pages import expand

# The programs that a page cannot run, each with what it needs instead.
NOT_HERE = "playground/not_here.yml"
Needs = dict[str, dict[str, str]]
PROGRAM = re.compile(r"(snippets/[^:]+\.py)(?::.*)?")


def publish_programs(edition: Edition) -> None:
    """Publish the programs as they are shown, without the markers of their sections."""
    for path in sorted(edition.root.glob("snippets/*/*.py")):
        uri = path.relative_to(edition.root).as_posix()
        edition.write(uri, expand(f'--8<-- "{uri}"', edition.root))
        output = path.with_suffix(".out")  # for the page, which runs programs too, to compare
        edition.write(f"{uri[:-3]}.out", output.read_bytes() if output.exists() else b"")


def needs_of_programs(root: Path) -> Needs:
    """Return what each program needs that a page cannot run, by language."""
    file = root / NOT_HERE
    return (yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None) or {}


def shown_programs(source: Source) -> dict[str, str]:
    """Return the files of the programs that a page shows, by the titles of their blocks.

    Raises Problem for a program without its title, and two of one name.
    """
    programs: dict[str, str] = {}
    for fence in source.page.fences:
        for match in filter(None, map(PROGRAM.fullmatch, fence.includes)):
            uri, name = match[1], match[1].rpartition("/")[2]
            if programs.setdefault(name, uri) != uri:
                message = f"{uri} has the name of {programs[name]}, shown on this page too"
                raise source.problem(uri, f"{message}; rename one")
            if fence.options.get("title") != name:
                message = f"{uri} is shown without the title {name}, which links to its file"
                raise source.problem(uri, message)
    return programs


def download_link(address: str, text: str, label: str = "") -> str:
    """Return a link to a file that is to be kept; `label` is for who hears the page."""
    named = f' aria-label="{label}"' if label else ""
    return f'<a class="download" href="{address}" download{named}>{text}</a>'
