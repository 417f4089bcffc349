"""Both languages of a page agree in all that is not prose."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from verify import Problem
from verify.pages import LANGUAGES, Found, Page
from verify.questions import line_at

Pages = dict[str, dict[str, Page]]  # by language, then by file name
Finds = Callable[[Page], Sequence[Found]]

TEXT = re.compile(r"^    (\w+): (.+)$", re.M)  # of an explorable, in front matter
PLACE = re.compile(r"\{\w+\}")  # in such a text
REMEDY = {"heading": "change the heading in one and {#…} in the other"}


def check_languages_agree(pages: Pages) -> Iterator[Problem]:
    """Both languages have the same pages, with the same structure, code, formulas and links."""
    english, korean = (pages[language] for language in LANGUAGES)
    for name in sorted(english.keys() ^ korean.keys()):
        there, missing = ("en", "ko") if name in english else ("ko", "en")
        yield Problem(f"docs/{missing}/{name}", None, f"is missing; docs/{there}/{name} exists")
    for name in sorted(english.keys() & korean.keys()):
        ours, theirs = english[name], korean[name]
        for what, of in IN_ORDER.items():
            yield from _same_order(what, ours, theirs, of)
        for what, of in IN_ANY_ORDER.items():
            yield from _lacking(what, ours, theirs, of)
            yield from _lacking(what, theirs, ours, of)


def _blocks(page: Page) -> list[Found]:
    return [
        Found(f.line, "\n".join([f.options.get("title", f.source), f.language, *f.flags, f.source]))
        for f in page.fences
    ]


def _texts(page: Page) -> list[Found]:
    return [
        Found(line_at(page.prose, match.start()), " ".join([match[1], *PLACE.findall(match[2])]))
        for match in TEXT.finditer(page.prose.partition("\n---\n")[0])
    ]


IN_ORDER: dict[str, Finds] = {
    "heading": lambda page: page.headings,
    "figure": lambda page: page.figures,
    "explorable": lambda page: page.explorables,
    "block": _blocks,
    "question": lambda page: [Found(q.line, q.structure) for q in page.questions],
    "explorable text": _texts,
}
IN_ANY_ORDER: dict[str, Finds] = {
    "formula": lambda page: page.formulas,
    "link": lambda page: page.links,
}


def _same_order(what: str, english: Page, korean: Page, of: Finds) -> Iterator[Problem]:
    our_texts, their_texts = ({found.text for found in of(page)} for page in (english, korean))
    for our, their in zip_longest(of(english), of(korean)):
        if our and their and our.text == their.text:
            continue
        is_ours = not their or (our and our.text not in their_texts)
        is_theirs = not our or (their and their.text not in our_texts)
        if bool(is_ours) == bool(is_theirs):
            remedy = REMEDY.get(what, "make them the same")
            message = f"the {what}s differ ({_short(our)}, {_short(their)}); {remedy}"
            yield Problem(f"{english.path}:{our.line} and {korean.path}", their.line, message)
        else:
            here, found, there = (english, our, korean) if is_ours else (korean, their, english)
            where = f"{here.path}:{found.line}"
            message = f"lacks the {what} {_short(found)}, which {where} shows; add it to both"
            yield Problem(there.path, None, message)
        return  # all that follows may be shifted


def _lacking(what: str, here: Page, there: Page, of: Finds) -> Iterator[Problem]:
    known = {found.text for found in of(there)}
    for surplus in {f.text: f for f in reversed(of(here)) if f.text not in known}.values():
        yield Problem(here.path, surplus.line, f"{there.path} lacks this {what}: {surplus.text}")


def _short(found: Found) -> str:
    text = found.text.strip().partition("\n")[0]
    return text if len(text) <= 60 else text[:57] + "..."
