"""Tells programs that read for people what pages there are, and gives them each as Markdown."""

import re

import yaml

from builder.edition import Edition
from builder.stage.sources import Source
from verify.pages import expand

CLOSING = re.compile(r"\n+(\n *`{3,}$)", re.M)  # an included file leaves an empty line before it
OTHER = {
    "en": "Korean: [{0}ko/llms.txt]({0}ko/llms.txt)",
    "ko": "English: [{0}llms.txt]({0}llms.txt)",
}


def publish_lists(edition: Edition, sources: list[Source]) -> None:
    """Publish what robots read. Hosts have one robots.txt, that of the English site."""
    lines = [f"# {edition.name}", "", f"> {edition.description}", ""]
    lines += [OTHER[edition.language].format(edition.root_url), "", "## Pages", ""]
    for source in sources:
        facts = f"]({edition.url}{source.name}): {source.meta['description']}"
        lines.append(f"- [{source.meta['title']}{facts}")
    edition.write("llms.txt", "\n".join(lines) + "\n")
    if edition.language == "en":
        sitemaps = "".join(
            f"Sitemap: {edition.root_url}{path}sitemap.xml\n" for path in ("", "ko/")
        )
        edition.write("robots.txt", f"User-agent: *\nAllow: /\n\n{sitemaps}")


def as_markdown(edition: Edition, source: Source, text: str) -> str:
    """Return a page as Markdown with all that it includes."""
    facts = {
        "title": source.meta["title"],
        "description": source.meta["description"],
        "url": edition.address(source.name),
    }
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1000)
    body = CLOSING.sub(r"\1", expand(text, edition.root).strip("\n") + "\n")
    return f"---\n{head}---\n\n{body}"
