"""Offers to edit a page, and says when it last changed, where a repository is configured."""

import subprocess
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_config(config: MkDocsConfig) -> None:
    """Let MkDocs make the addresses of `edit_uri` only where a repository is configured."""
    if not config.repo_url:
        config.edit_uri = config.edit_uri_template = None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Note the day of the last commit to the page or to its programs."""
    if not config.repo_url:
        return
    root = Path(config.config_file_path).parent
    source = Path(page.file.abs_src_path or "").relative_to(root).as_posix()
    snippets = f"snippets/{source.rpartition('/')[2].removesuffix('.md')}/"
    days = [
        day for path, day in changes(root).items() if path == source or path.startswith(snippets)
    ]
    if days:
        page.meta["changed"] = max(days)


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
