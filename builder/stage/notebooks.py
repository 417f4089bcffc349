"""Publishes each page with programs as a Jupyter notebook, and links to it beside the title."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from builder.cache import FOLDER, code, kept
from builder.edition import Edition, Source
from builder.stage.files import packages_for
from builder.words import WORDS
from verify.containers import dedent_containers
from verify.pages import INLINE_CODE, LINK, Fence, expand, parse_page
from verify.programs import Program
from verify.questions import BLOCK, read_questions

EXPLORABLE = re.compile(r"(?m)^<(explore-[\w-]+|find-mistake)(?: short)?></\1>$")
CODE_OR_LINK = re.compile(f"{INLINE_CODE.pattern}|{LINK.pattern}", re.S)
# Comments; the ends of a caption or a block; the map; the anchor of a heading; the attributes of a
# link.
MARKS = re.compile(
    r"(?ms)<!--.*?-->|^///(?: caption)?$|^</?div[^>\n]*>$|^<page-map></page-map>$"
    r'| *\{#[\w-]+\}$|(?<=\))\{[\w-]+="[^"\n]*"\}'
)
# What only the site understands, so that the notebook must say it otherwise.
UNKNOWN = re.compile(r"(?m)^ *(?:///|:::|<(?!/?details>)[a-z!]).*|(?<=[)\]*])\{[.:#].*")
# Without its last line, torchrun says at length that it makes this choice itself.
LAUNCHING = """import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"  # threads of each process
"""
FORMAT = {"extension": ".md", "split_at_heading": True}


def publish_notebook(edition: Edition, source: Source, text: str) -> bool:
    """Publish the notebook of a page with programs; tell whether there is one.

    Raises Problem for what a notebook cannot show.
    """
    here, site, root = edition.address(source.name), edition.config.site_name, edition.root
    note = edition.words["notebook_note"].format(title=source.meta["title"], url=here, site=site)
    cells = "\n".join(fence.source for fence in source.page.fences if fence.is_run)
    note += f"\n>\n> `pip install {' '.join(packages_for(cells, root))}`"
    try:
        url = str(edition.config.site_url)
        parts = (note, edition.language, here, url)
        name = f"{edition.language}-{source.stem}"
        known = [expand(text, root), *parts, code()]
        made = kept(root / FOLDER, name, known, lambda: notebook(text, *parts, root))
    except ValueError as error:
        message = f"{error} means nothing in a notebook; teach builder/stage/notebooks.py"
        raise source.problem(str(error), message) from error
    if made:
        edition.write(f"{source.stem}.ipynb", made)
    return bool(made)


def notebook(text: str, note: str, language: str, here: str, site: str, root: Path) -> str:
    """Return the notebook of a page of the Markdown `text`; "" if it shows no program.

    It begins with `note`. Links lead to the page at `here` and others below `site`; includes are
    of files below `root`. Raises ValueError with what a notebook cannot show.
    """
    lines = text.split("\n")
    containers = dedent_containers(lines)
    page = parse_page("\n".join(lines), "", root)
    cells = [fence for fence in page.fences if fence.is_run]
    if not cells:
        return ""
    lines = page.prose.split("\n")
    for start, end, marks, title in containers:
        inside = [fence for fence in cells if start < fence.line <= end]
        if "???" in marks and not any(fence.options.get("title") for fence in inside):
            lines[start] = f"<details><summary>{html.escape(title)}</summary>\n"
            lines[end - 1] += "\n</details>\n"
            cells = [fence for fence in cells if fence not in inside]
        elif title:
            lines[start] = f"**{title}**"

    titles = {fence.options.get("title") for fence in cells}
    parts, position = [note], 0
    for fence in page.fences:
        parts.append(
            prose("\n".join(lines[position : fence.line - 1]), titles, language, here, site)
        )
        if fence in cells:
            parts += code_cells(fence)
        elif "output" not in fence.flags:
            parts.append(f"~~~{fence.language}\n{fence.source.rstrip()}\n~~~")
        position = fence.line
    parts.append(prose("\n".join(lines[position:]), titles, language, here, site))
    return from_markdown("\n\n".join(filter(None, parts)))


def prose(text: str, titles: set[str | None], language: str, here: str, site: str) -> str:
    """Return prose of a page as any Markdown has it.

    A figure is left out if a program of this notebook, one of `titles`, draws it.
    """

    def link(match: re.Match[str]) -> str:
        _, is_image, label, target = match.groups()
        if target is None:
            return match[0]
        if is_image and target.rpartition("/")[2].replace(".svg", ".py") in titles:
            return ""
        path, mark, anchor = target.partition("#")
        path = "./" if path == "index.md" else re.sub(r"\.md$", "/", path)
        return f"{is_image}[{label}]({urljoin(site, path) if path else here}{mark}{anchor})"

    def folded(match: re.Match[str]) -> str:
        (question,) = read_questions(match[0])
        labels = [f"- {choice.label}" for choice in question.choices if question.kind == "choice"]
        answers = [
            f"- {'✓' if choice.is_right else '✗'} {choice.label}\n\n{choice.explanation}"
            for choice in question.choices
        ]
        summary = f"<details><summary>{WORDS[language]['answers']}</summary>"
        parts = [question.text, "\n".join(labels), summary, *answers, "</details>"]
        return "\n\n".join(filter(None, parts))

    text = BLOCK.sub(folded, CODE_OR_LINK.sub(link, text))
    text = MARKS.sub("", EXPLORABLE.sub(f"[{WORDS[language]['try']}]({here})", text))
    if unknown := UNKNOWN.search(text):
        raise ValueError(unknown[0].strip())
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def code_cells(fence: Fence) -> Iterator[str]:
    """Yield the cells of a program, in jupytext's Markdown."""
    title, source = fence.options.get("title", ""), fence.source.rstrip("\n")
    program = Program(title.removesuffix(".py"), "", source, ())
    if program.launcher:
        command = " ".join(program.launcher)
        launch = command.replace("torchrun", '!"{sys.executable}" -m torch.distributed.run')
        yield f"```python\n%%writefile {title}\n{source}\n```"
        yield f"```python\n{LAUNCHING}{launch}\n```"
    elif any(declaration.kind == "raises" for declaration in program.declarations):
        yield f'```python tags=["raises-exception"]\n{source}\n```'
    else:
        yield f"```python\n{source}\n```"


def from_markdown(text: str) -> str:
    """Return the notebook that jupytext makes, the same one each time."""
    import jupytext  # late, for only a change needs it

    made = jupytext.reads(text, FORMAT)
    made.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"  # jupytext gives random ones
        cell.metadata.pop("lines_to_next_cell", None)
    return str(jupytext.writes(made, "ipynb"))
