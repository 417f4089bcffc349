"""Replaces `{{ programs }}` and the like in the text of a page by what the repository holds."""

import re
from pathlib import Path

from builder.stage.sources import Source

# Code is matched first, so that a count's name inside it is left alone.
FENCE = r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,}).*?^(?P=indent)(?P=fence)[ ]*$"
CODE_OR_COUNT = re.compile(rf"{FENCE}|`[^`\n]+`|\{{\{{ (?P<name>\w+) \}}\}}", re.M | re.S)
SUFFIXES = {"programs": ".py", "outputs": ".out", "figures": ".svg"}


def with_counts(source: Source, root: Path, pages: int) -> str:
    """Return the text of a page with its counts. Raises Problem for an unknown name."""

    def count(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name == "pages":
            return str(pages)
        if name not in SUFFIXES:
            known = ", ".join(["pages", *SUFFIXES])
            raise source.problem(match[0], f"unknown count {match[0]}; known are {known}")
        return str(len(list(root.glob(f"snippets/*/*{SUFFIXES[name]}"))))

    return CODE_OR_COUNT.sub(count, source.body)
