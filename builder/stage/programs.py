"""Publishes each program as a file, and links to it where the program is shown whole or in part."""

import re

from builder.edition import Edition
from builder.stage.sources import Source
from verify.pages import expand

PROGRAM = re.compile(r"(snippets/[^:]+\.py)(?::.*)?")
TITLE = re.compile(r'(<span class="filename">)([^<]+\.py)(?=</span>)')
DOWNLOAD = {"en": ("Download", "Download {}"), "ko": ("내려받기", "{} 내려받기")}


def publish_programs(edition: Edition) -> None:
    """Publish the programs as they are shown, without the markers of their sections."""
    for path in sorted(edition.root.glob("snippets/*/*.py")):
        uri = path.relative_to(edition.root).as_posix()
        edition.write(uri, expand(f'--8<-- "{uri}"', edition.root))


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


def download_link(address: str, label: str, text: str) -> str:
    """Return a link to a file that is to be kept; `label` is for who hears the page."""
    return f'<a class="download" href="{address}" download aria-label="{label}">{text}</a>'


def with_links(html: str, programs: dict[str, str], to_root: str, language: str) -> str:
    """Return a page with a link in the title of each program; it needs no script."""
    text, label = DOWNLOAD[language]

    def link(match: re.Match[str]) -> str:
        if match[2] not in programs:
            return match[0]
        return match[0] + download_link(to_root + programs[match[2]], label.format(match[2]), text)

    return TITLE.sub(link, html)
