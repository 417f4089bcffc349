"""Replaces `{{ programs }}` and the like in the text of a page by what the repository holds."""

import re
from pathlib import Path

from builder.stage.programs import needs_of_programs
from builder.stage.sources import Source

# Code is matched first, so that a count's name inside it is left alone.
FENCE = r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,}).*?^(?P=indent)(?P=fence)[ ]*$"
CODE_OR_COUNT = re.compile(rf"{FENCE}|`[^`\n]+`|\{{\{{ (?P<name>\w+) \}}\}}", re.M | re.S)


def counts(root: Path, pages: int) -> dict[str, int]:
    """Return what there is of each kind, by the names that pages have for it."""
    programs = len(list(root.glob("snippets/*/*.py")))
    scripts = (root / "web/explorables").glob("*.js")
    return {
        "pages": pages,
        "programs": programs,
        "runnable": programs - len(needs_of_programs(root)),
        "outputs": len(list(root.glob("snippets/*/*.out"))),
        "figures": len(list(root.glob("snippets/*/*.svg"))),
        "exercises": len(list(root.glob("exercises/*.py"))) - 1,  # checks.py is none
        "explorables": sum("customElements.define" in path.read_text() for path in scripts),
    }


def with_counts(source: Source, root: Path, pages: int) -> str:
    """Return the text of a page with its counts. Raises Problem for an unknown name."""
    known = counts(root, pages)

    def count(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in known:
            message = f"unknown count {match[0]}; known are {', '.join(known)}"
            raise source.problem(match[0], message)
        return str(known[name])

    return CODE_OR_COUNT.sub(count, source.body)
