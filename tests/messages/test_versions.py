"""What other releases print is asked for today's programs, and entries say it as it was said."""

import re
from pathlib import Path

import pytest

from messages import versions
from messages.listed import read_groups
from messages.versions import MESSAGE, number, pinned, read_versions, said
from verify import ROOT, Problem
from verify.outcome import Result
from verify.pages import INLINE_CODE, LANGUAGES
from verify.programs import Program, find_programs

VERSIONS = read_versions()
TODAY = pinned()["torch"]
OLDER = {"en": "**Older wordings.**", "ko": "**예전 문구.**"}
ENTRY = re.compile(r"^## .+?(?=^## |\Z)", re.M | re.S)
PARAGRAPHS = re.compile(r"(?:^|\n\n)(?=\*\*)")
LINK = re.compile(r"\]\(https://")
LISTED = [text for group in read_groups() for text in group.provoked]


def entries(language: str) -> list[str]:
    """Return the sections of the pages of entries."""
    pages = sorted((ROOT / "docs" / language).glob("mistakes_*.md"))
    return [entry for page in pages for entry in ENTRY.findall(page.read_text(encoding="utf-8"))]


def older(entry: str, language: str) -> str:
    """Return what an entry says of older wordings, on one line; nothing if it says none."""
    parts = [part for part in PARAGRAPHS.split(entry) if part.startswith(OLDER[language])]
    return " ".join(" ".join(parts).split())


def quoted(text: str) -> list[list[str]]:
    """Return each quoted message of at least three words, taken apart where words are left out."""
    codes = [match[0].strip("` ") for match in INLINE_CODE.finditer(text)]
    return [[part.strip() for part in c.split("…")] for c in codes if len(c.split()) > 2]


def told_by(entry: str, before_today: bool) -> list[str]:
    """Return what other releases print for the programs of an entry, as messages."""
    programs = re.findall(r'--8<-- "snippets/(.+?)\.py"', entry)
    return [
        text
        for release, found in VERSIONS.items()
        for program in programs
        for text in found.get(program, [])
        if MESSAGE.match(text) and not (before_today and number(release) > number(TODAY))
    ]


def test_todays_release_prints_what_is_published_and_others_are_known() -> None:
    assert VERSIONS[TODAY] == {}, "python -m messages.versions " + TODAY
    assert len(VERSIONS) > 2
    assert list(VERSIONS) == sorted(VERSIONS, key=number)


def test_what_differs_are_programs_of_today() -> None:
    known = {program.name for program in find_programs(ROOT)[0]}
    for release, found in VERSIONS.items():
        assert found.keys() <= known, f"python -m messages.versions {release}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_older_wording_comes_from_a_run_or_has_its_source(language: str) -> None:
    without = [
        (entry.partition("\n")[0], parts)
        for entry in entries(language)
        for sentence in re.split(r" - |(?<=[.)]) (?=[^(])", masked(older(entry, language)))
        for parts in quoted(unmasked(sentence))
        if not LINK.search(sentence)
        and not any(all(part in text for part in parts) for text in told_by(entry, True) + LISTED)
    ]
    assert without == []


def masked(text: str) -> str:
    """Return a text whose code has no space, so that it is no end of a sentence."""
    return INLINE_CODE.sub(lambda match: match[0].replace(" ", "\0"), text)


def unmasked(text: str) -> str:
    return text.replace("\0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_older_release_says_otherwise_stands_in_its_entry(language: str) -> None:
    missing = [
        (entry.partition("\n")[0], text)
        for entry in entries(language)
        for text in told_by(entry, True)
        if not any(all(p in text for p in parts) for parts in quoted(older(entry, language)))
    ]
    assert missing == []


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A program whose published output is a number and a message."""
    folder = tmp_path / "snippets/page"
    folder.mkdir(parents=True)
    (folder / "name.out").write_text("loss 1.2345\nValueError: no\n", encoding="utf-8")
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    return Program("page/name", "snippets/page/name.py", "", ())


def test_only_what_does_not_agree_is_told_messages_before_numbers(program: Program) -> None:
    assert said(program, Result("loss 1.2346\nValueError: no\n")) == []
    assert said(program, Result("loss 2\nValueError: no\n")) == ["loss 2"]
    assert said(program, Result("loss 2\nValueError: not\n")) == ["ValueError: not"]


def test_what_stops_a_program_is_told_by_its_message(program: Program) -> None:
    def stopped(message: str) -> list[str]:
        return said(program, Result(problems=[Problem(program.path, 1, message)]))

    stderr = "exits with status 2; its stderr ends:\n"
    assert stopped("KeyError: 3\nwhich is more") == ["KeyError: 3"]
    assert stopped("writes to stderr: /at/a.py:3: UserWarning: old") == ["UserWarning: old"]
    assert stopped(f"{stderr}usage\nerror: -x") == ["error: -x"]
    assert stopped(f"{stderr}OSError: \nOSError: no\n====") == ["OSError: no"]
    assert stopped(f"{stderr}OSError: \n====") == ["exits with status 2"]
    assert stopped("says `# raises OSError` but does not; mend it") == ["no OSError"]
