"""Plants every fault, prints how many of each group were told, and names those that live.

`python -m tests.mutants` plants all and writes the table that the site shows; with groups, as in
`python -m tests.mutants quizzes links`, it plants those alone and writes their lines. It fails
where a fault lives that survivors.yml does not list, and where one that it lists is told.
"""

import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from tests.claims.mutants import score
from tests.mutants.checks import RUN, Checks, copy
from tests.mutants.faults import KINDS, all_faults

SURVIVORS = Path(__file__).with_name("survivors.yml")
TABLE = Path(__file__).with_name("score.txt")
PROSE = "prose"  # planted in the texts of pages, by tests.claims.mutants
LANGUAGES = {"en": "English", "ko": "Korean"}
WIDTH = 32
GROUPS = list(dict.fromkeys(group for group, _ in KINDS))


def listed() -> dict[str, dict[str, str]]:
    """Return the faults that may live, each with its reason, by their names.

    Those that are `equal` change nothing that could be told; others are `known` to live.
    """
    found = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8"))
    return {kind: found[kind] or {} for kind in ("equal", "known")}


def surprises(told: dict[str, bool], listed: Collection[str], is_all: bool) -> Iterator[str]:
    """Yield what is otherwise than listed, of faults by their names; `is_all` if all are there."""
    for name, is_told in told.items():
        if not is_told and name not in listed:
            yield f"nothing tells of {name}; mend a check, or list it with its reason"
        elif is_told and name in listed:
            yield f"told now: {name}; drop it from the list"
    for name in sorted(set(listed) - told.keys()) if is_all else ():
        yield f"planted no more: {name}; drop it from the list"


def rows(text: str) -> dict[str, str]:
    """Return the lines of a table by what they are of."""
    return {line[:WIDTH].strip(): line for line in text.splitlines()[1:]}


def row(name: str, planted: int, told: int, equal: int) -> str:
    """Return a line: how many faults of a group were planted and told, or are equal."""
    share = 100 * told / (planted - equal)
    return f"{name:{WIDTH}}{planted:8}{told:8}{equal:8}{share:8.1f}%"


def table(new: dict[str, str]) -> str:
    """Return the table with new lines in place of the old ones."""
    found = rows(TABLE.read_text(encoding="utf-8")) | new
    names = sorted(found, key=[*GROUPS, *sorted(found)].index)
    head = f"{'':{WIDTH}}{'planted':>8}{'told':>8}{'equal':>8}{'share':>9}"
    return "".join(f"{line}\n" for line in [head, *(found[name] for name in names)])


def main(groups: list[str]) -> int:
    """Plant the faults of some groups, or of all; 0 if nothing is otherwise than listed."""
    told: dict[str, bool] = {}
    by_group: dict[str, list[str]] = {}
    faults = [fault for fault in all_faults() if not groups or fault.group in groups]
    with copy() as root:
        checks = Checks(root)
        checks.run_programs(fault for fault in faults if fault.group in RUN)
        for fault in faults:
            name = str(fault)
            told[name] = checks.tell(fault)
            by_group.setdefault(fault.group, []).append(name)
            if not told[name]:
                print(f"lives: {name}", flush=True)
    may_live = listed()
    lines = {
        group: row(
            group,
            len(names),
            sum(told[name] for name in names),
            sum(name in may_live["equal"] for name in names),
        )
        for group, names in by_group.items()
    }
    if not groups or PROSE in groups:
        for (kind, language), (found, planted) in sorted(score()[0].items()):
            name = f"{PROSE}: {kind}, {LANGUAGES[language]}"
            lines[name] = row(name, planted, found, 0)
    TABLE.write_text(table(lines), encoding="utf-8")
    print(TABLE.read_text(encoding="utf-8"), end="")
    wrong = list(surprises(told, [*may_live["equal"], *may_live["known"]], is_all=not groups))
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - {*GROUPS, PROSE}:
        known = ", ".join([*GROUPS, PROSE])
        sys.exit(f"no group is called {min(unknown)}; there are: {known}")
    sys.exit(main(sys.argv[1:]))
