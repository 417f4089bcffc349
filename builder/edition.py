"""What all steps know of the site in one language."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edition:
    """The site in one language, whose sources are below `root`.

    `url` is the address of its home page, `root_url` that of the whole site; pages say when they
    were changed if they have a repository. `order` has the files of its pages as the navigation has
    them, and in `staged` stands what MkDocs makes them from.
    """

    root: Path
    language: str
    url: str
    root_url: str
    has_repository: bool
    name: str
    description: str
    order: tuple[str, ...]
    staged: Path

    def address(self, name: str) -> str:
        """Return the address of the page with the file `name`."""
        return self.url + ("" if name == "index.md" else f"{name.removesuffix('.md')}/")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file that MkDocs finds."""
        file = self.staged / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def to_root(name: str) -> str:
    """Return the way from the page with the file `name` to the home page of its language."""
    return "" if name == "index.md" else "../"
