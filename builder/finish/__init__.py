"""Completes the pages that MkDocs has made: links, and buttons that run what they show."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from builder.edition import Edition, Source
from builder.finish.code import with_folds, with_light_code, with_low_gaps
from builder.finish.figures import complete_figures
from builder.finish.font import publish_font

TITLE_OF_PAGE = re.compile("<h1.*?</h1>", re.DOTALL)
EXTERNAL = re.compile(r'<a (?=[^>]*href="https?://)(?![^>]*\srel=)')
SETTINGS = re.compile(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)')
INDENTED = re.compile(r"(<(pre|script)\b.*?</\2>)|\s*\n\s*", re.S)
TITLE = re.compile(r'(<span class="filename">)([^<]+\.py)(?=</span>)')
CHECK = re.compile(
    r'(<div class="language-python highlight">)(?=<pre>(?:<span></span>)?<code><span class="n">'
    r'checks</span><span class="o">\.</span><span class="n">(\w+)</span>)'
)
TASK = (
    r'(<div class="language-python highlight">)(?=<pre>(?:<span></span>)?<code><span class="k">'
    r'def</span><span class="w"> </span><span class="nf">{}</span>)'
)


def finish(site: Path, edition: Edition) -> None:
    """Complete the pages of a language in the directory `site`."""
    words = edition.words
    for source in edition.sources.values():
        folder = site if source.name == "index.md" else site / source.stem
        html = (folder / "index.html").read_text(encoding="utf-8")
        html = with_links(html, source, edition)
        if source.meta.get("notebook"):
            html = with_tasks(html, words)
        html = with_low_gaps(with_light_code(with_folds(html, edition.language)))
        html = EXTERNAL.sub('<a rel="external" ', html)  # on paper they say where they lead
        if source.has_notebook:
            address = f"{source.to_root}{source.stem}.ipynb"
            label = f' aria-label="{words["notebook_label"]}"'
            link = download_link(address, words["notebook"], label)
            html = TITLE_OF_PAGE.sub(rf'<div class="headed">\g<0>{link}</div>', html, count=1)
        html = SETTINGS.sub(lambda found: readable(found[0]), html)
        html = INDENTED.sub(lambda found: found[1] or "\n", html)  # half a kilobyte, compressed
        (folder / "index.html").write_text(html, encoding="utf-8")
        (site / source.name).write_text(source.markdown, encoding="utf-8")
    publish_programs(site, edition.programs)
    publish_font(site)
    complete_figures(site, edition.root)


def publish_programs(site: Path, programs: dict[str, str]) -> None:
    """Write what pages let a reader download and run, and what they compare that with.

    MkDocs needs none of it, and would copy it all at every change of a page.
    """
    for name, text in programs.items():
        file = site / "snippets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def readable(settings: str) -> str:
    """Return JSON with the letters of its language, which are lighter than their numbers."""
    return json.dumps(json.loads(settings), ensure_ascii=False, separators=(",", ":"))


def with_links(html: str, source: Source, edition: Edition) -> str:
    """Return a page with links and buttons in the title of each program.

    The links need no script. What cannot be run in a page has a link to the notebook instead. A
    program in several parts is run where its last part stands, above what it printed.
    """
    words = edition.words
    parts = Counter(title for _, title in TITLE.findall(html))

    def link(match: re.Match[str]) -> str:
        if match[2] not in source.programs:
            return match[0]
        parts[match[2]] -= 1
        path = source.programs[match[2]]
        name = path.removeprefix("snippets/").removesuffix(".py")
        before = ""
        if needs := edition.not_here.get(name):
            reason = words["instead"].format(needs[edition.language])
            notebook = f"{source.to_root}{source.stem}.ipynb"
            before = f'<a class="instead" href="{notebook}" download>{reason}</a>'
        elif not parts[match[2]]:
            before = button("run", words["run"]) + button("edit", words["edit"])
        download = download_link(source.to_root + path, words["download"])
        return f"{match[0]}<span>{before}{download}</span>"

    return TITLE.sub(link, html)


def with_tasks(html: str, words: dict[str, Any]) -> str:
    """Return a page of exercises with a bar on each task and on its check, and buttons there."""

    def bar(title: str, kind: str, word: str, task: str) -> str:
        made = button(kind, words[word], f' data-name="exercises/{task}"')
        return f'<span class="filename">{title}<span>{made}</span></span>'

    for _, name in CHECK.findall(html):
        html = re.sub(TASK.format(name), rf"\1{bar(name, 'edit', 'edit', name)}", html, count=1)
    return CHECK.sub(lambda match: match[1] + bar("checks.py", "run", "check", match[2]), html)


def button(kind: str, text: str, attributes: str = "") -> str:
    """Return a button that site.js listens to; that of a program is known by the link to it."""
    return f'<button data-playground="{kind}"{attributes}>{text}</button>'


def download_link(address: str, text: str, attributes: str = "") -> str:
    """Return a link to a file that is to be kept."""
    return f'<a class="download" href="{address}" download{attributes}>{text}</a>'
