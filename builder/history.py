"""Knows when the project and each of its pages last changed."""

import subprocess
from functools import cache
from pathlib import Path

from builder.edition import Source


def git(root: Path, *arguments: str) -> str:
    """Return what git says of the repository at `root`; nothing if it cannot."""
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def day_changed(source: Source, root: Path) -> str:
    """Return the day of the last commit to a page or to its programs; nothing if it is unknown."""
    own = (source.page.path, f"snippets/{source.stem}/")
    return max((day for path, day in days(root).items() if path.startswith(own)), default="")


@cache
def days(root: Path) -> dict[str, str]:
    """Return the day of the last commit to each file; nothing if git does not know them all."""
    if git(root, "rev-parse", "--is-shallow-repository") != "false":
        return {}  # every file would seem to be as new as the last commit
    found: dict[str, str] = {}
    log = git(root, "log", "--relative", "--format=>%cs", "--name-only", "--", "docs", "snippets")
    for commit in log.split(">")[1:]:
        day, *names = commit.split()
        found |= {name: max(day, found.get(name, "")) for name in names}
    return found
