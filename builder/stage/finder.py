"""Gives pages the form that names the entry for a message or a symptom, and publishes its rules.

docs/mistakes.yml holds the rules, by the place of the entry that they lead to; what it can say of
each kind stands above them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from builder.edition import Edition, Source, read_yaml
from verify import Problem
from verify.pages import HEADING, anchor
from verify.programs import read_text

RULES = "docs/mistakes.yml"
PLACE = re.compile(r"^<find-mistake( short)?></find-mistake>$", re.M)
NO_ENTRIES = {"in-one-minute", "read-next"}
PHRASE = re.compile(r"[a-z0-9가-힣]+( [a-z0-9가-힣]+| … [a-z0-9가-힣]+)*")
KEYS = {"says": list, "number": list, "anywhere": bool, "when": list}


def publish_rules(edition: Edition) -> None:
    """Publish the rules with the titles of their entries. Raises Problem for what is wrong."""
    path = edition.root / RULES
    if not path.exists():
        return
    text = read_text(path, edition.root)
    rules = read_yaml(text, RULES)
    if not isinstance(rules, dict):
        raise Problem(RULES, 1, "must hold places of entries, with their rules below each")
    titles, known = titles_of(edition), facts(edition.words["finder"])
    for place, message in problems(rules, titles, known):
        before, found, _ = text.partition(place)
        raise Problem(RULES, before.count("\n") + 1 if found else None, message)
    entries = [
        {"to": place.replace(".md", "/"), "title": titles[place], "rules": told}
        for place, told in rules.items()
        if isinstance(told, list)
    ]
    content = {"entries": entries, "facts": known, "texts": edition.words["finder"]["texts"]}
    edition.write("assets/mistakes.json", json.dumps(content, ensure_ascii=False))


def titles_of(edition: Edition) -> dict[str, str]:
    """Return the titles of the entries by their places, such as mistakes_nan.md#half-precision."""
    return {
        f"{source.name}#{anchor(heading)}": heading[2]
        for source in edition.sources.values()
        if source.name.startswith("mistakes_")
        for heading in HEADING.finditer(source.page.prose)
        if heading[1] == "##" and anchor(heading) not in NO_ENTRIES
    }


def facts(words: dict[str, Any]) -> dict[str, str]:
    """Return what a rule can ask for, by its name: what a reader chooses, and what follows."""
    chosen = {name: f"{words['symptom']}: {text}" for name, text in words["symptoms"].items()}
    for kind in ("scores", "targets"):
        label = f"{words[kind]}, {words['type']}"
        chosen |= {f"{kind}-{t}": f"{label}: {text}" for t, text in words[f"{kind}_types"].items()}
    following: dict[str, str] = words["facts"]
    return chosen | following


def problems(
    rules: dict[str, Any], titles: dict[str, str], known: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the rules, each after the text that it is about."""
    for place in sorted(titles.keys() - rules.keys()):
        yield place, f"{place} has no rule; add one, or the reason why it needs none"
    for place, told in rules.items():
        if place not in titles:
            yield place, f"{place} is no entry of a page mistakes_*.md"
        elif isinstance(told, str):
            continue  # the reason why it needs none
        elif not isinstance(told, list) or not told or not all(map(is_rule, told)):
            forms = ", ".join(f"{key}: a {kind.__name__}" for key, kind in KEYS.items())
            yield place, f"{place} must have a list of rules, each with says or when; {forms}"
        else:
            for phrase in (phrase for rule in told for phrase in rule.get("says", [])):
                if not PHRASE.fullmatch(str(phrase)):
                    message = "may have lower-case words and … between them, and nothing else"
                    yield str(phrase), f"the phrase {phrase} {message}"
            for fact in (fact for rule in told for fact in rule.get("when", [])):
                if fact not in known:
                    yield f"{fact}", f"the fact {fact} is unknown; known are {', '.join(known)}"


def is_rule(rule: Any) -> bool:
    """Return whether a rule has the form that theme/assets/diagnose.js reads."""
    return (
        isinstance(rule, dict)
        and rule.keys() <= KEYS.keys()
        and bool(rule.get("says") or rule.get("when"))
        and all(isinstance(value, KEYS[key]) for key, value in rule.items())
    )


def with_finder(source: Source, text: str, edition: Edition) -> str:
    """Return the text of a page with the form; a short one takes a message only.

    Raises Problem if there are no rules for it.
    """
    if PLACE.search(text) and not (edition.root / RULES).exists():
        raise source.problem("<find-mistake", f"<find-mistake> needs {RULES}, which is missing")

    def form(match: re.Match[str]) -> str:
        given = {"words": edition.words["finder"], "to_root": source.to_root}
        return edition.render("find-mistake.html", is_short=bool(match[1]), **given)

    return PLACE.sub(form, text)
