"""Keeps what Markdown made of each page, so that a build converts only pages that changed."""

import pickle
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from builder.cache import FOLDER, code, digest, keep
from verify.pages import expand

FIGURE = re.compile(r"snippets/[\w/]+\.svg")


@dataclass
class Converted:
    """A page, what it was made of, and what MkDocs has noted of it."""

    digest: str
    content: str
    toc: TableOfContents
    anchors: set[str]
    links: dict[str, dict[str, str]]  # by page, those to its anchors


class KeepConverted(BasePlugin[LegacyConfig]):
    """Gives MkDocs what it made of the same page before."""

    def __init__(self, root: Path, language: str, settings: str) -> None:
        self.root, self.settings = root, settings
        self.path = root / FOLDER / f"pages-{language}-{code()[:16]}"
        self.digests: dict[str, str] = {}
        self.kept: dict[str, Converted] = {}
        if self.path.exists():
            self.kept = pickle.loads(self.path.read_bytes())

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the theme's templates as Jinja compiles them, too."""
        self.path.parent.mkdir(exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(self.path.parent))
        return env

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Leave nothing to convert where the page is kept."""
        whole = expand(markdown, self.root)
        figures = [Path(config.docs_dir, name) for name in FIGURE.findall(whole)]
        parts = [self.settings, whole, *(file.src_uri for file in files)]
        parts += [path.read_text(encoding="utf-8") for path in figures if path.is_file()]
        name = page.file.src_uri
        self.digests[name] = digest(parts)
        if name in self.kept and self.kept[name].digest == self.digests[name]:
            return ""
        self.kept.pop(name, None)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the page, and keep one that is new."""
        name = page.file.src_uri
        if kept := self.kept.get(name):
            page.toc, page.present_anchor_ids = kept.toc, kept.anchors
            page.links_to_anchors = {files.src_uris[to]: of for to, of in kept.links.items()}
            return kept.content
        links = {to.src_uri: of for to, of in (page.links_to_anchors or {}).items()}
        anchors = page.present_anchor_ids or set()
        self.kept[name] = Converted(self.digests[name], html, page.toc, anchors, links)
        return html

    def save(self) -> None:
        """Keep the pages of a build without a warning, which would not be told again."""
        keep(self.path, pickle.dumps({name: self.kept[name] for name in self.digests}))
