"""Writes the table of what programs print under other releases of PyTorch."""

import json
import re
from itertools import groupby

from builder.edition import Edition, Source
from verify.programs import read_text

VERSIONS = "messages/versions.json"  # which `make versions` writes
PLACE = "<other-releases></other-releases>"
MESSAGE = re.compile(r"^\w+(?:Error|Warning): .+$", re.M)
UNCLOSED = re.compile(r" \([^()]*$")  # a bracket whose end, an address, is on another line


def with_releases(source: Source, text: str, edition: Edition) -> str:
    """Return the text of a page with the table, if it has a place for one.

    Raises Problem for a program that no page of its name shows.
    """
    if PLACE not in text:
        return text
    releases: dict[str, dict[str, list[str]]]
    releases = json.loads(read_text(edition.root / VERSIONS, edition.root))
    words = edition.words["releases"]
    rows = [f"| {words['program']} | {words['prints']} |", "|---|---|"]  # a phone has room for two
    for program in sorted({name for found in releases.values() for name in found}):
        place = place_of(source, program, edition)
        published = today(edition, program) or [words["published"]]
        told = {release: found.get(program) for release, found in releases.items()}
        for other, alike in groupby(told, key=told.__getitem__):
            said = "<br>".join(map(code, other)) if other else "<br>".join(published)
            rows.append(f"| {place} | {', '.join(alike)}:<br>{said} |")
            place = ""
    return text.replace(PLACE, "\n".join(rows))


def today(edition: Edition, program: str) -> list[str]:
    """Return the messages in the published output of a program."""
    path = edition.root / f"snippets/{program}.out"
    return [code(line) for line in MESSAGE.findall(path.read_text(encoding="utf-8"))]


def code(text: str) -> str:
    """Return a text as code in a row of a table."""
    text = UNCLOSED.sub(" …", text)
    mark = "``" if "`" in text else "`"
    return f"{mark}{text}{mark}"


def place_of(source: Source, program: str, edition: Edition) -> str:
    """Return a link to where a program stands. Raises Problem if its page does not show it."""
    page, _, name = program.partition("/")
    shown = edition.sources[f"{page}.md"].page if f"{page}.md" in edition.sources else None
    for fence in shown.fences if shown else ():
        if shown and f"snippets/{program}.py" in fence.includes:
            above = [heading.text for heading in shown.headings if heading.line < fence.line]
            return f"[`{name}.py`]({page}.md#{above[-1].partition(' ')[2]})"
    raise source.problem(PLACE, f"{VERSIONS} has {program}, which no page shows; make versions")
