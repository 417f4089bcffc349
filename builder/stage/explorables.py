"""Gives each explorable of a page its texts and its script's address.

The texts stand in the front matter of one page of each language, the one that explains it; any
other page may show it, too.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from builder.edition import Edition, Source
from builder.markdown.linebreaks import bound
from verify.pages import programs_for

FOLDER = "assets/explorables/"
BASE = "explorable"
META = "explorables:"
TAG = re.compile(r"<explore-([\w-]+)>")
ALONE = re.compile(r"(?<=\n\n)<explore-([\w-]+)></explore-\1>(?=\n\n|\n?\Z)")
TEXT = re.compile(r"\btexts\.(\w+)")  # how a script names a text
Texts = dict[str, dict[str, str]]  # those of each explorable, by its name


def publish_explorables(edition: Edition) -> None:
    """Publish the scripts, their stylesheet, and the outputs of programs that they load as data."""
    for path in sorted(edition.root.glob("web/explorables/*.*")):
        edition.write(FOLDER + path.name, path.read_bytes())
        for name in programs_for(path.read_text(encoding="utf-8")):
            output = edition.root / f"snippets/{name}.out"
            if output.exists():  # else the page that needs it tells
                edition.write(f"{FOLDER}data/{name}.json", output.read_bytes())


def explorable_texts(edition: Edition) -> Texts:
    """Return the texts of each explorable of a language, by its name.

    Raises Problem for any that is wrong, or that two pages give.
    """
    scripts = read_scripts(edition)
    texts: Texts = {}
    homes: dict[str, Source] = {}
    for source in edition.sources.values():
        given = source.meta.get("explorables") or {}
        for place, message in problems(source.body, given, edition.words["explorables"], scripts):
            raise source.problem(place, message)
        for name in given:
            if name in homes:
                message = f"the texts of {name} stand in {homes[name].page.path} too; keep one"
                raise source.problem(f"  {name}:", message)
            homes[name] = source
        texts |= given
    return texts


def read_scripts(edition: Edition) -> dict[str, str]:
    """Return the sources of the explorables, and of what they share, by name."""
    folder = edition.root / "web" / "explorables"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}


def with_explorables(source: Source, text: str, texts: Texts, edition: Edition) -> str:
    """Return the text of a page whose elements have their texts and the script that site.js loads.

    Raises Problem for one whose texts no page gives, or whose data are missing.
    """
    if not TAG.search(text):
        return text
    scripts = read_scripts(edition)

    def element(match: re.Match[str]) -> str:
        name = match[1]
        tag = f"<explore-{name}>"
        if name not in texts:
            message = f"no page has the texts of {tag}: one must, below {META} in its front matter"
            raise source.problem(tag, message)
        for program in programs_for(scripts[name]):
            if not (edition.root / f"snippets/{program}.out").exists():
                message = f"needs snippets/{program}.out, which is missing; write it: make update"
                raise source.problem(tag, message)
        given = edition.words["explorables"] | texts[name]
        own = {key: bound(text) for key, text in given.items()}
        attribute = json.dumps(own, ensure_ascii=False, separators=(",", ":"))
        attribute = html.escape(attribute, quote=False).replace("'", "&#39;")
        # No JSON in a script: instant navigation would run it.
        return (
            f'<explore-{name} class="explorable" id="explore-{name}"'
            f' src="{source.to_root}{FOLDER}{name}.js"'
            f" texts='{attribute}'></explore-{name}>"
        )

    return ALONE.sub(element, text)


def problems(
    content: str, given: Any, shared: dict[str, str], scripts: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the explorables of a page, each after the text that it is about.

    `given` is what the front matter says; a script needs the texts that it, or the base, names.
    """
    alone = ALONE.findall(content)
    for name in TAG.findall(content):
        tag = f"<explore-{name}>"
        if name not in scripts:
            yield tag, f"{tag} is unknown; there is no web/explorables/{name}.js"
        elif name not in alone:
            yield tag, f"{tag} must be empty and alone: {tag}</explore-{name}> between empty lines"
        elif alone.count(name) > 1:
            yield tag, f"{tag} stands twice on this page"
    if not isinstance(given, dict) or not all(isinstance(texts, dict) for texts in given.values()):
        yield META, f"{META} must hold a name for each element, with its texts below it"
        return
    for name, texts in given.items():
        source = scripts.get(name, "") + scripts[BASE] if name in alone else ""
        needed = set(TEXT.findall(source)) - shared.keys()
        for key in sorted(needed - texts.keys()):
            yield META, f"the text {key} of {META} {name}: is missing"
        for key, text in texts.items():
            if key not in needed:
                yield META, f"the text {key} of {META} {name}: is used nowhere"
            elif not isinstance(text, str) or not text.strip():
                yield META, f"the text {key} of {META} {name}: is not a text"
