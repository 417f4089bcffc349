"""Publishes each program as a file, and links to it where the program is shown whole or in part."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from hooks.source import build_error
from verify.pages import expand

INCLUDE = re.compile(r'^[ \t]*-+8<-+[ \t]+"(snippets/[^":\n]+\.py)', re.M)
TITLE = re.compile(r'(<span class="filename">)([^<]+\.py)(</span>)')
DOWNLOAD = {"en": ("Download", "Download {}"), "ko": ("내려받기", "{} 내려받기")}


def download_link(file: File, page: Page, label: str, text: str) -> str:
    """Return a link of a page to a file that is to be kept; `label` is for who hears the page."""
    attributes = f'href="{file.url_relative_to(page.file)}" download aria-label="{label}"'
    return f'<a class="download" {attributes}>{text}</a>'


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish the programs as they are shown, without the markers of their sections."""
    root = Path(config.config_file_path).parent
    for path in sorted(root.glob("snippets/*/*.py")):
        uri = path.relative_to(root).as_posix()
        files.append(File.generated(config, uri, content=expand(f'--8<-- "{uri}"', root)))


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put a link into the title of each program; it needs no script."""
    programs: dict[str, File] = {}
    for uri in INCLUDE.findall(page.markdown or ""):
        file = files.get_file_from_path(uri)
        if file and programs.setdefault(file.name + ".py", file) is not file:
            other = programs[file.name + ".py"].src_uri
            message = f"{uri} has the name of {other}, shown on this page too; rename one"
            raise build_error(uri, message, page, config)

    text, label = DOWNLOAD[str(config.theme["language"])]

    def link(match: re.Match[str]) -> str:
        before, title, after = match.groups()
        if title not in programs:
            return match[0]
        anchor = download_link(programs[title], page, label.format(title), text)
        return f"{before}{title}{anchor}{after}"

    content, linked = TITLE.sub(link, content), set(TITLE.findall(content))
    for title, file in programs.items():
        if title not in {name for _, name, _ in linked}:
            message = f"{file.src_uri} is shown without the title {title}, which links to its file"
            raise build_error(file.src_uri, message, page, config)
    return content
