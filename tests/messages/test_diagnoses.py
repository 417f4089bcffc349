"""The form names the right entry, or none: messages of today and of before, noise, choices."""

import json
import re
from typing import Any

import pytest
import yaml

from builder.node import run_node
from builder.words import WORDS
from messages.listed import read_groups
from verify import ROOT
from verify.pages import LANGUAGES

Given = dict[str, str]

CASES: list[tuple[set[str], Given]] = [
    (
        set() if entries == "unknown" else set(entries.split(" or ")),
        {"message": case} if isinstance(case, str) else case,
    )
    for entries, cases in yaml.safe_load(
        (ROOT / "tests/messages/diagnoses.yml").read_text(encoding="utf-8")
    ).items()
    for case in cases
]
RULES: dict[str, Any] = yaml.safe_load((ROOT / "docs/mistakes.yml").read_text(encoding="utf-8"))
MESSAGE = re.compile(r"^\| (`.+) \| (\[.+) \|$", re.M)  # a row of the table in mistakes.md
ANCHOR = re.compile(r"#([\w-]+)\)")
ASSERTION = "RuntimeError: CUDA error: device-side assert triggered\n"


def ask(given: list[Given]) -> tuple[list[list[str]], list[str]]:
    """Return the entries that each leads to, and the names of the facts that follow of choices."""
    entries = [
        {"to": place.partition("#")[2], "title": "", "rules": rules}
        for place, rules in RULES.items()
    ]
    told = json.loads(run_node("diagnose.mjs", {"entries": entries, "given": given}))
    return told["found"], told["derived"]


def found(*messages: str) -> list[list[str]]:
    return ask([{"message": message} for message in messages])[0]


def test_each_case_leads_to_its_entry_first_or_to_none() -> None:
    assert len(CASES) >= 120
    answers, _ = ask([given for _, given in CASES])
    wrong = [
        (wanted, entries, given)
        for (wanted, given), entries in zip(CASES, answers, strict=True)
        if len(entries) > 2 or not (entries[0] in wanted if entries else not wanted)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_of_the_table_leads_to_its_entry(language: str) -> None:
    text = (ROOT / "docs" / language / "mistakes.md").read_text(encoding="utf-8")
    rows = MESSAGE.findall(text)
    assert len(rows) > 30
    for (message, links), entries in zip(rows, found(*(m for m, _ in rows)), strict=True):
        assert entries[0] in ANCHOR.findall(links), message
    # Without its number, one that is out of bounds may be any of these.
    bare = [re.sub(r"-?\d+", "", message) for message, _ in rows]
    wanted: dict[str, set[str]] = {}
    for message, (_, links) in zip(bare, rows, strict=True):
        wanted.setdefault(message, set()).update(ANCHOR.findall(links))
    for message, entries in zip(bare, found(*bare), strict=True):
        assert entries[0] in wanted[message], message


def test_what_pytorch_can_say_leads_to_an_entry_that_shows_it_or_nowhere() -> None:
    texts = [text for group in read_groups() for text in group.texts]
    plain = [text.replace("{}", "") for text in texts]
    named = [(t, entries) for t, entries in zip(texts, found(*plain), strict=True) if entries]
    assert len(named) > 25
    shown = " ".join(
        path.read_text(encoding="utf-8")
        for pattern in ("docs/en/mistakes*.md", "snippets/mistakes_*/*.out")
        for path in sorted(ROOT.glob(pattern))
    )
    words = re.sub(r"[\W_]+", " ", shown)
    unshown = [
        (text, entries)
        for text, entries in named
        if not any(
            len(piece.split()) > 2 and re.sub(r"[\W_]+", " ", piece).strip() in words
            for between in (r"\{\}|\(", r"\{\}")
            for piece in re.split(between, text)
        )
    ]
    assert [entries for _, entries in unshown] == [["sampling-from-scores"]] * 3, unshown


def test_the_facts_that_the_script_finds_are_those_that_have_words() -> None:
    _, derived = ask([])
    for language in LANGUAGES:
        assert list(WORDS[language]["finder"]["facts"]) == derived


def test_the_beginning_and_the_end_of_a_long_text_are_read() -> None:
    noise = "lorem ipsum\n" * 50_000
    answers = found(noise + ASSERTION, ASSERTION + noise, noise + ASSERTION + noise)
    assert answers == [["device-side-assert"], ["device-side-assert"], []]


@pytest.mark.parametrize(
    "message",
    ["🎉" * 5000, "\ud83d", "\u0000", "<img src=x onerror=alert(1)>", "a" * 100_000, "1 " * 50_000],
)
def test_nothing_is_said_of_what_is_no_message(message: str) -> None:
    assert found(message) == [[]]
