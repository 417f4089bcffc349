"""Completes the pages that MkDocs has made."""

import re
from pathlib import Path

from builder.edition import Edition, to_root
from builder.finish.bars import with_links, with_tasks
from builder.finish.code import with_folds, with_light_code
from builder.finish.figures import complete_figures
from builder.finish.font import publish_font
from builder.stage import Staged
from builder.stage.notebooks import with_link
from builder.stage.programs import needs_of_programs

EXTERNAL = re.compile(r'<a (?=[^>]*href="https?://)(?![^>]*\srel=)')
INDENTED = re.compile(r"(<(pre|script)\b.*?</\2>)|\s*\n\s*", re.S)


def finish(site: Path, edition: Edition, pages: list[Staged]) -> None:
    """Complete the pages of a language in the directory `site`."""
    needs = needs_of_programs(edition.root)
    for page in pages:
        source = page.source
        folder = site if source.name == "index.md" else site / source.stem
        path, up = folder / "index.html", to_root(source.name)
        html = path.read_text(encoding="utf-8")
        html = with_links(html, source, page.programs, edition, needs)
        if source.meta.get("notebook"):
            html = with_tasks(html, edition.language)
        html = with_light_code(with_folds(html, edition.language))
        html = EXTERNAL.sub('<a rel="external" ', html)  # on paper they say where they lead
        if page.has_notebook:
            html = with_link(html, source, up, edition.language)
        html = INDENTED.sub(lambda found: found[1] or "\n", html)  # half a kilobyte, compressed
        path.write_text(html, encoding="utf-8")
        (site / source.name).write_text(page.markdown, encoding="utf-8")
    publish_font(site)
    complete_figures(site, edition.root)
