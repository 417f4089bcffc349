"""A result is kept for the same program in the same surroundings, and for no other."""

import dataclasses
from pathlib import Path

import pytest

from verify import Problem, results
from verify.programs import Program
from verify.run import Result

PROGRAM = Program("page/one", "snippets/page/one.py", "print(1)\n", (1,))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "FOLDER", tmp_path / "kept")


def test_what_a_program_gave_is_found_again() -> None:
    assert results.kept(PROGRAM) is None
    results.keep(PROGRAM, Result("1\n", "<svg/>"))
    assert results.kept(dataclasses.replace(PROGRAM, path="docs/en/page.md")) == Result(
        "1\n", "<svg/>"
    )


def test_another_program_has_no_result() -> None:
    results.keep(PROGRAM, Result("1\n"))
    assert results.kept(dataclasses.replace(PROGRAM, source="print(2)\n")) is None
    assert results.kept(dataclasses.replace(PROGRAM, name="page/two")) is None


def test_other_surroundings_have_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    results.keep(PROGRAM, Result("1\n"))
    monkeypatch.setattr(results, "_surroundings", lambda: "another engine")
    assert results.kept(PROGRAM) is None


def test_a_failure_is_not_kept() -> None:
    results.keep(PROGRAM, Result("", None, [Problem("page/one.py", 1, "fails")]))
    assert results.kept(PROGRAM) is None


def test_what_no_program_has_any_more_is_forgotten() -> None:
    another = dataclasses.replace(PROGRAM, source="print(2)\n")
    for program in (PROGRAM, another):
        results.keep(program, Result("1\n"))
    results.forget_others([PROGRAM])
    assert results.kept(PROGRAM) and not results.kept(another)
