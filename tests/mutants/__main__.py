"""Plants every fault, prints how many of each group were told, and names those that live.

`python -m tests.mutants` plants all and writes the table that the site shows; with groups, as in
`python -m tests.mutants quizzes links`, it plants those alone. It fails where a fault lives that
survivors.yml does not list, and where one that it lists is told.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from tests.claims.mutants import score
from tests.mutants.checks import RUN, Checks, copy
from tests.mutants.faults import KINDS, all_faults

SURVIVORS = Path(__file__).with_name("survivors.yml")
TABLE = Path(__file__).with_name("score.txt")
GROUPS = list(dict.fromkeys(group for group, _ in KINDS))


def listed() -> dict[str, str]:
    """Return the faults that may live, by their names, with the reason of each."""
    return yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) or {}


def surprises(told: dict[str, bool], known: dict[str, str], is_all: bool) -> Iterator[str]:
    """Yield what is otherwise than listed, of faults by their names; `is_all` if all are there."""
    for name, is_told in told.items():
        if not is_told and name not in known:
            yield f"nothing tells of {name}; mend a check, or list it with its reason"
        elif is_told and name in known:
            yield f"told now: {name}; drop it from the list"
    for name in known.keys() - told.keys() if is_all else ():
        yield f"planted no more: {name}; drop it from the list"


def table(rows: Iterable[tuple[str, int, int, int]]) -> str:
    """Return a table of groups: how many faults were planted, told, and live for a reason."""
    lines = [f"{'':32}{'planted':>8}{'told':>8}{'equal':>8}{'share':>8}"]
    for name, planted, told, equal in rows:
        share = 100 * told / (planted - equal)
        lines.append(f"{name:32}{planted:8}{told:8}{equal:8}{share:7.1f}%")
    return "\n".join(lines) + "\n"


def main(groups: list[str]) -> int:
    """Plant the faults of some groups, or of all; 0 if nothing is otherwise than listed."""
    known = listed()
    planted: Counter[str] = Counter()
    lives: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    told: dict[str, bool] = {}
    faults = [fault for fault in all_faults() if not groups or fault.group in groups]
    with copy() as root:
        checks = Checks(root)
        checks.run_programs(fault for fault in faults if fault.group in RUN)
        for fault in faults:
            told[str(fault)] = is_told = checks.tell(fault)
            planted[fault.group] += 1
            lives[fault.group] += not is_told
            equal[fault.group] += not is_told and str(fault) in known
    rows = [
        (group, planted[group], planted[group] - lives[group], equal[group]) for group in planted
    ]
    if not groups:
        names = {"en": "English", "ko": "Korean"}
        for (kind, language), (found, all_of_them) in sorted(score()[0].items()):
            rows.append((f"prose: {kind}, {names[language]}", all_of_them, found, 0))
        TABLE.write_text(table(rows), encoding="utf-8")
    print(table(rows), end="")
    wrong = list(surprises(told, known, is_all=not groups))
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(GROUPS):
        sys.exit(f"no group is called {min(unknown)}; there are: {', '.join(GROUPS)}")
    sys.exit(main(sys.argv[1:]))
