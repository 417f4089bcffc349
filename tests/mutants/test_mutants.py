"""A fault of each kind is told, or listed as one that may live; all of them: `make mutants`."""

from collections.abc import Iterator

import pytest

from tests.conftest import every_nth
from tests.mutants.__main__ import GROUPS, listed, row, rows, surprises, table
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


@pytest.mark.parametrize(("group", "kind"), every_nth(KINDS, 3))
def test_a_planted_fault_is_told(checks: Checks, group: str, kind: str) -> None:
    fault = first(group, kind)
    may_live = [name for names in listed().values() for name in names]
    assert checks.tell(fault) == (str(fault) not in may_live), str(fault)
    for path in fault.planted():
        assert (ROOT / path).read_text(encoding="utf-8") == read(path)
        assert (checks.root / path).read_text(encoding="utf-8") == read(path)


@pytest.mark.parametrize("group", dict.fromkeys(group for group, _ in KINDS))
def test_nothing_is_told_where_nothing_is_planted(checks: Checks, group: str) -> None:
    kind = [kind for name, kind in KINDS if name == group][
        -1
    ]  # some first ones have checks of theirs
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
    said = list(surprises(told, ["c", "d", "e"], is_all=True))
    assert said == [
        "nothing tells of b; mend a check, or list it with its reason",
        "told now: c; drop it from the list",
        "planted no more: e; drop it from the list",
    ]
    assert list(surprises(told, ["c", "d", "e"], is_all=False)) == said[:2]


def test_a_line_of_the_table_leaves_out_what_is_equal() -> None:
    assert row("programs", 100, 90, 6).split() == ["programs", "100", "90", "6", "95.7%"]


def test_the_table_keeps_the_lines_of_other_groups() -> None:
    before = rows(table({}))
    new = row("links", 4, 3, 0)
    assert rows(table({"links": new})) == before | {"links": new}
    assert [name for name in GROUPS if name in before] == [
        name for name in before if name in GROUPS
    ]
