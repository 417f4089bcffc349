"""Runs the published programs and holds everything the site shows to what they print and draw."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(eq=False)
class Problem(Exception):
    """What is wrong, where (a path below the root, and a line if there is one) and what to do."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"
