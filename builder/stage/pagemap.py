"""Draws the map of the pages: each below those that it needs, as its own first line says."""

import re
from graphlib import CycleError, TopologicalSorter
from html import escape

from builder.edition import Edition, Source

PLACE = "<page-map></page-map>"
NEEDS = re.compile(r"^# .+\n+\*(.+)\*$", re.M)  # the line below the title
LINK = re.compile(r"\]\((\w+\.md)\)")
EXERCISE = re.compile(r"^checks\.(\w+)\(", re.M)


def with_map(source: Source, text: str, edition: Edition) -> str:
    """Return the text of a page with the map, if it has a place for one.

    Raises Problem for pages that need each other.
    """
    if PLACE not in text:
        return text
    levels = in_levels(needed(edition.in_order), source)
    up, pages = source.to_root, edition.sources
    boxes = ["".join(box(pages[name], up) for name in level) for level in levels]
    rows = "".join(f"<li><ul>{row}</ul></li>" for row in boxes)
    label = edition.words["map"]
    return text.replace(PLACE, f'<nav class="map" aria-label="{label}"><ol>{rows}</ol></nav>')


def needed(sources: list[Source]) -> dict[str, list[str]]:
    """Return which pages each page needs, of those that need one or are needed."""
    found: dict[str, list[str]] = {}
    for source in sources:
        line = NEEDS.search(source.body)
        found[source.name] = [
            name for name in LINK.findall(line[1] if line else "") if name != source.name
        ]
    mentioned = {name for names in found.values() for name in names}
    return {name: needs for name, needs in found.items() if needs or name in mentioned}


def in_levels(needs: dict[str, list[str]], source: Source) -> list[list[str]]:
    """Return the pages, each level below all that it needs and in the order of these."""
    sorter = TopologicalSorter(needs)
    try:
        sorter.prepare()
    except CycleError as error:
        rest = ", ".join(sorted(set(error.args[1])))
        message = f"has no map, for these pages need each other: {rest}"
        raise source.problem(PLACE, message) from error
    order = list(needs)
    levels: list[list[str]] = []
    column: dict[str, float] = {}

    def place(name: str) -> tuple[float, int]:
        return sum(column[n] for n in needs[name]) / (len(needs[name]) or 1), order.index(name)

    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place)
        sorter.done(*ready)
        levels.append(ready)
        column |= {name: x - (len(ready) - 1) / 2 for x, name in enumerate(ready)}
    return levels


def box(source: Source, up: str) -> str:
    """Return the link to a page, with the names of its questions and exercises, for site.js."""
    questions = map(str, range(len(source.page.questions)))
    tasks = " ".join([*questions, *dict.fromkeys(EXERCISE.findall(source.body))])
    done = f' data-tasks="{tasks}"' if tasks else ""
    title = escape(str(source.meta["title"]))
    return f'<li><a href="{up}{source.stem}/"{done}>{title}</a></li>'
