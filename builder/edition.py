"""What all steps know of the site in one language, and of its pages."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from builder.words import WORDS
from verify import Problem
from verify.pages import Page, read_page
from verify.programs import find_programs, read_text

NOT_HERE = "playground/not_here.yml"


@dataclass
class Source:
    """A page: `name` is that of its file, whose `body` follows the front matter."""

    name: str
    page: Page
    meta: dict[str, Any]
    text: str
    body: str
    to_root: str  # the way from the page to the home page of its language
    programs: dict[str, str] = field(default_factory=dict)  # files that it shows, by titles
    has_notebook: bool = False
    markdown: str = ""  # the page for those who read no HTML

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return self.name.removesuffix(".md")

    def problem(self, text: str, message: str) -> Problem:
        """Return what is wrong where `text` first stands in the file."""
        before, found, _ = self.text.partition(text)
        return Problem(self.page.path, before.count("\n") + 1 if found else None, message)


@dataclass
class Edition:
    """The site in one language, whose sources are below `root` and whose settings are `config`.

    MkDocs makes it from the directory that `config` names.
    """

    root: Path
    language: str
    config: MkDocsConfig

    @property
    def words(self) -> dict[str, Any]:
        """What the builder writes in this language."""
        return WORDS[self.language]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The pages by the names of their files, in order.

        Raises Problem for a page that cannot be read or does not say what it is about.
        """
        folder = self.root / "docs" / self.language
        return {path.name: read_source(path, self.root) for path in sorted(folder.glob("*.md"))}

    @property
    def in_order(self) -> list[Source]:
        """The pages as the navigation has them, alone and in groups."""
        names: list[str] = []
        for entry in self.config.nav or []:
            names += [entry] if isinstance(entry, str) else next(iter(entry.values()))
        return [self.sources[name] for name in names if name in self.sources]

    @cached_property
    def programs(self) -> dict[str, str]:
        """The programs as they are shown, each followed by what it prints, by their files."""
        files: dict[str, str] = {}
        for program in find_programs(self.root)[0]:
            files[f"{program.name}.py"] = program.source
            output = (self.root / program.path).with_suffix(".out")
            printed = read_text(output, self.root) if output.exists() else ""
            files[f"{program.name}.out"] = printed
        return files

    @cached_property
    def not_here(self) -> dict[str, dict[str, str]]:
        """The programs that a page cannot run, with what each needs, by language."""
        path = self.root / NOT_HERE
        return (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}

    @cached_property
    def counts(self) -> dict[str, int]:
        """What there is of each kind, by the names that pages have for it."""

        def files(pattern: str) -> int:
            return len(list(self.root.glob(pattern)))

        scripts = self.root.glob("web/explorables/*.js")
        programs = files("snippets/*/*.py")
        return {
            "pages": len(self.in_order),
            "programs": programs,
            "runnable": programs - len(self.not_here),
            "outputs": files("snippets/*/*.out"),
            "figures": files("snippets/*/*.svg"),
            "exercises": files("exercises/*.py") - 1,  # checks.py is none
            "explorables": sum("customElements.define" in path.read_text() for path in scripts),
        }

    def address(self, name: str) -> str:
        """Return the address of the page with the file `name`."""
        return f"{self.config.site_url}{'' if name == 'index.md' else name.replace('.md', '/')}"

    def render(self, partial: str, **given: Any) -> str:
        """Return what a partial of the theme makes, on one line, which Markdown leaves alone."""
        template = self.config.theme.get_env().get_template(f"partials/{partial}")
        return "".join(map(str.strip, template.render(given).splitlines()))

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file that MkDocs finds."""
        file = Path(self.config.docs_dir, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def read_yaml(text: str, where: str, first_line: int = 1) -> Any:
    """Return what YAML says that begins on a line of the file `where`. Raises Problem if none."""
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        message = f"is no YAML: {error.problem}; a text with a colon needs quotes"
        raise Problem(where, line, message) from error


def read_source(path: Path, root: Path) -> Source:
    """Return the page in the file `path`.

    Raises Problem if it cannot be read or does not say what it is about.
    """
    text, where = read_text(path, root), path.relative_to(root).as_posix()
    meta: Any = {}
    body = text
    if text.startswith("---\n"):
        front, end, body = text.removeprefix("---\n").partition("\n---\n")
        if not end:
            raise Problem(where, 1, "has front matter without a line --- at its end")
        meta = read_yaml(front, where, first_line=2)
        if not isinstance(meta, dict):
            raise Problem(where, 1, "has front matter that is no list of names and values")
    for key in ("title", "description"):
        if not str(meta.get(key) or "").strip():
            raise Problem(where, 1, f"has no {key} in its front matter")
    to_root = "" if path.name == "index.md" else "../"
    return Source(path.name, read_page(path, root), meta, text, body, to_root)
