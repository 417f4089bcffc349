"""A fault of each kind is told, or listed as one that may live; all of them: `make mutants`."""

from collections.abc import Iterator

import pytest

from tests.mutants.__main__ import listed, surprises, table
from tests.mutants.checks import RUN, Checks, copy
from tests.mutants.faults import KINDS, Edit, Fault, chosen, read
from verify import ROOT


@pytest.fixture(scope="module")
def checks() -> Iterator[Checks]:
    with copy() as root:
        checks = Checks(root)
        checks.run_programs(first(*key) for key in KINDS if key[0] in RUN)
        yield checks


def first(group: str, kind: str) -> Fault:
    _, find = KINDS[group, kind]
    (fault,) = chosen(kind, find(), 1)
    return fault


@pytest.mark.parametrize(("group", "kind"), KINDS)
def test_a_planted_fault_is_told(checks: Checks, group: str, kind: str) -> None:
    fault = first(group, kind)
    assert checks.tell(fault) == (str(fault) not in listed()), str(fault)
    for path in fault.planted():
        assert (ROOT / path).read_text(encoding="utf-8") == read(path)
        assert (checks.root / path).read_text(encoding="utf-8") == read(path)


@pytest.mark.parametrize("group", dict.fromkeys(group for group, _ in KINDS))
def test_nothing_is_told_where_nothing_is_planted(checks: Checks, group: str) -> None:
    kind = next(kind for name, kind in KINDS if name == group)
    path = first(group, kind).edits[0].path
    harmless = Fault(group, "", (Edit(path, 0, 0, ""),))
    assert not checks.tell(harmless)


def test_an_edit_of_one_file_leaves_the_faults_of_others() -> None:
    def faults(count: int) -> list[Fault]:
        paths = ["a"] * count + ["b"] * 40
        return [Fault("", "", (Edit(path, i, i, ""),)) for i, path in enumerate(paths)]

    def places(count: int) -> set[int]:
        found = chosen("kind", faults(count), 20)
        return {fault.edits[0].start - count for fault in found if fault.edits[0].path == "b"}

    assert places(0) > places(1) == places(1)
    assert places(2) <= places(1)


def test_what_is_otherwise_than_listed_is_told() -> None:
    told = {"a": True, "b": False, "c": True, "d": False}
    known = {"c": "reason", "d": "reason", "e": "reason"}
    said = list(surprises(told, known, is_all=True))
    assert said == [
        "nothing tells of b; mend a check, or list it with its reason",
        "told now: c; drop it from the list",
        "planted no more: e; drop it from the list",
    ]
    assert list(surprises(told, known, is_all=False)) == said[:2]


def test_the_table_counts_what_could_be_told() -> None:
    row = table([("programs", 100, 90, 6)]).splitlines()[1]
    assert row.split() == ["programs", "100", "90", "6", "95.7%"]
