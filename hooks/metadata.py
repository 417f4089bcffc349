"""Says what each page is, for search engines, link previews and programs that read for people."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from hooks.source import build_error
from verify.pages import expand

CLOSING = re.compile(r"\n+(\n *`{3,}$)", re.M)  # an included file leaves an empty line before it
OTHER = {
    "en": "Korean: [{0}ko/llms.txt]({0}ko/llms.txt)",
    "ko": "English: [{0}llms.txt]({0}llms.txt)",
}


def on_config(config: MkDocsConfig) -> None:
    """Tell the templates where both languages have their root."""
    url = str(config.site_url)
    config.extra["root_url"] = url if config.theme["language"] == "en" else url.removesuffix("ko/")
    config.extra["root_path"] = urlsplit(config.extra["root_url"]).path.rstrip("/")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Fail the build for a page that does not say what it is about."""
    # MkDocs takes front matter away where it can read it, and else says nothing.
    if markdown.startswith("---\n"):
        text, message = unreadable(markdown)
        raise build_error(text, message, page, config)
    for key in ("title", "description"):
        if not str(page.meta.get(key) or "").strip():
            raise build_error("---", f"has no {key} in its front matter", page, config)


def unreadable(markdown: str) -> tuple[str, str]:
    """Return the line at which front matter cannot be read, and why."""
    front, end, _ = markdown.removeprefix("---\n").partition("\n---\n")
    if not end:
        return "---", "has front matter without a line --- at its end"
    try:
        yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        line = front.split("\n")[error.problem_mark.line] if error.problem_mark else ""
        return line or "---", f"is no YAML: {error.problem}; a text with a colon needs quotes"
    return "---", "has front matter that is no list of names and values"


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Publish the page as Markdown too, beside its HTML, so that its own links still lead there."""
    facts = {
        "title": page.title,
        "description": page.meta["description"],
        "url": page.canonical_url,
    }
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1000)
    root = Path(config.config_file_path).parent
    body = CLOSING.sub(r"\1", expand(page.markdown or "", root).lstrip())
    text = f"---\n{head}---\n\n{body}"
    path = Path(config.site_dir, page.file.src_uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish what robots read; the list of pages is filled in when they have been read."""
    files.append(File.generated(config, "llms.txt", content=""))
    if config.theme["language"] == "en":
        root = config.extra["root_url"]
        sitemaps = "".join(f"Sitemap: {root}{path}sitemap.xml\n" for path in ("", "ko/"))
        robots = f"User-agent: *\nAllow: /\n\n{sitemaps}"
        files.append(File.generated(config, "robots.txt", content=robots))


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:
    """List the pages in Markdown."""
    other = OTHER[str(config.theme["language"])].format(config.extra["root_url"])
    lines = [f"# {config.site_name}", "", f"> {config.site_description}", "", other, ""]
    lines += ["## Pages", ""]
    for page in ordered(config, files):
        address = f"{config.site_url}{page.file.src_uri}"
        lines.append(f"- [{page.title}]({address}): {page.meta['description']}")
    listing = files.get_file_from_path("llms.txt")
    assert listing
    listing.content_string = "\n".join(lines) + "\n"


def ordered(config: MkDocsConfig, files: Files) -> list[Page]:
    """Return the pages in the order of the navigation."""
    names = [name for name in config.nav or [] if isinstance(name, str)]
    found = [files.get_file_from_path(name) for name in names]
    return [file.page for file in found if file and file.page]
