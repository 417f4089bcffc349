"""Puts links and buttons into the bars above programs, and above the tasks of exercises."""

import re
from collections import Counter

from builder.edition import Edition, to_root
from builder.stage.programs import Needs, download_link
from builder.stage.sources import Source

TITLE = re.compile(r'(<span class="filename">)([^<]+\.py)(?=</span>)')
INSTEAD = {"en": "Notebook, for it needs {}", "ko": "노트북으로 ({} 필요)"}
DOWNLOAD = {"en": "Download", "ko": "내려받기"}
# The buttons of a program, and of the task of an exercise, with what they are called.
WORDS = {
    "en": {"run": "Run", "edit": "Edit", "check": "Check"},
    "ko": {"run": "실행", "edit": "고치기", "check": "검사"},
}

CHECK = re.compile(
    r'(<div class="language-python highlight">)(?=<pre>(?:<span></span>)?<code><span class="n">'
    r'checks</span><span class="o">\.</span><span class="n">(\w+)</span>)'
)
TASK = (
    r'(<div class="language-python highlight">)(?=<pre>(?:<span></span>)?<code><span class="k">'
    r'def</span><span class="w"> </span><span class="nf">{}</span>)'
)


def with_links(
    html: str, source: Source, programs: dict[str, str], edition: Edition, needs: Needs
) -> str:
    """Return a page with links and buttons in the title of each program.

    The links need no script. What cannot be run in a page has a link to the notebook instead. A
    program in several parts is run where its last part stands, above what it printed.
    """
    up, language = to_root(source.name), edition.language
    parts = Counter(title for _, title in TITLE.findall(html))

    def link(match: re.Match[str]) -> str:
        if match[2] not in programs:
            return match[0]
        parts[match[2]] -= 1
        uri = programs[match[2]]
        name = uri.removeprefix("snippets/").removesuffix(".py")
        download = download_link(up + uri, DOWNLOAD[language])
        if name in needs:
            reason = INSTEAD[language].format(needs[name][language])
            instead = f'<a class="instead" href="{up}{source.stem}.ipynb" download>{reason}</a>'
            return f"{match[0]}<span>{instead}{download}</span>"
        if parts[match[2]]:
            return f"{match[0]}<span>{download}</span>"
        buttons = "".join(button(kind, kind, language) for kind in ("run", "edit"))
        return f"{match[0]}<span>{buttons}{download}</span>"

    return TITLE.sub(link, html)


def button(kind: str, word: str, language: str, task: str = "") -> str:
    """Return a button, which site.js listens to; `word` says what it does.

    The button of a program is known by the link to its file.
    """
    name = f' data-name="exercises/{task}"' if task else ""
    return f'<button data-playground="{kind}"{name}>{WORDS[language][word]}</button>'


def with_tasks(html: str, language: str) -> str:
    """Return a page of exercises with a bar on each task and on its check, and buttons there."""

    def bar(title: str, kind: str, word: str, name: str) -> str:
        made = button(kind, word, language, name)
        return f'<span class="filename">{title}<span>{made}</span></span>'

    for _, name in CHECK.findall(html):
        html = re.sub(TASK.format(name), rf"\1{bar(name, 'edit', 'edit', name)}", html, count=1)
    return CHECK.sub(lambda match: match[1] + bar("checks.py", "run", "check", match[2]), html)
