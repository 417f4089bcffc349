"""Knows when each page last changed."""

import subprocess
from functools import cache
from pathlib import Path

from builder.stage.sources import Source


def changed(source: Source, root: Path) -> str:
    """Return the day of the last commit to a page or to its programs; nothing if it is unknown."""
    snippets = f"snippets/{source.stem}/"
    days = [
        day
        for path, day in changes(root).items()
        if path == source.page.path or path.startswith(snippets)
    ]
    return max(days, default="")


@cache
def changes(root: Path) -> dict[str, str]:
    """Return the day of the last commit to each file; nothing if git does not know them all."""
    git = ["git", "-C", str(root)]
    try:
        shallow = run([*git, "rev-parse", "--is-shallow-repository"])
        if shallow.strip() != "false":
            return {}  # every file would seem to be as new as the last commit
        log = run(
            [*git, "log", "--relative", "--format=>%cs", "--name-only", "--", "docs", "snippets"]
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    days: dict[str, str] = {}
    day = ""
    for line in log.splitlines():
        if line.startswith(">"):
            day = line[1:]
        elif line:
            days[line] = max(day, days.get(line, ""))
    return days


def run(command: list[str]) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
