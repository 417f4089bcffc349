"""Plants faults in what pages say, one at a time, and counts those that a claim tells of.

`python -m tests.claims.mutants` prints the share for each kind of fault and language, and names the
faults that live. The list is the same each time: a place is mutated if its own text asks for it.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.claims.__main__ import claimed_pages, claims_of
from tests.claims.claims import APART, NUMBER, WORD, Claims, read_text
from tests.claims.formulas import FORMULA, is_name, written

EVERY = 3  # mutated is one place of so many of a kind, for time
NUMBERS = ("decimals", "integers")  # each of which a claim must hold
TURNS = {
    "en": {
        "words": "two/one three/two four/three five/four six/five seven/six eight/seven "
        "nine/eight ten/nine eleven/ten twelve/eleven fifteen/twelve half/twice twice/half",
        "comparisons": "more/less larger/smaller above/below before/after higher/lower first/last "
        "rises/falls grows/shrinks most/least largest/smallest always/never every/no",
        "negations": "is/is_not are/are_not does_not/does cannot/can has/has_no",
    },
    "ko": {
        "words": "하나/둘 둘/하나 두/한 세/두 네/세 다섯/네 여섯/다섯 일곱/여섯 여덟/일곱 아홉/여덟 "
        "열/아홉 열한/열 절반/전부 두_배/세_배",
        "comparisons": "크고/작고 크면/작으면 큰/작은 커집니다/작아집니다 위로/아래로 앞서/뒤져 오릅니다/내립니다 "
        "많이/적게 가장/조금 항상/가끔 모두/일부만 높은/낮은",
        "negations": "입니다/이_아닙니다 않습니다/습니다 없습니다/있습니다 있습니다/없습니다",
    },
}


@dataclass(frozen=True)
class Mutant:
    """A fault: where in the text of a page which text is replaced by which."""

    page: str
    language: str
    kind: str
    start: int
    old: str
    new: str


def mutants(page: str, language: str, text: str) -> Iterator[Mutant]:
    """Yield the faults for the text of a page."""
    apart = [match.span() for match in APART.finditer(text)]
    seen: Counter[str] = Counter()

    def made(kind: str, start: int, old: str, new: str) -> Iterator[Mutant]:
        is_apart = any(a <= start < b for a, b in apart)
        if is_apart != (kind == "formulas"):
            return
        seen[kind] += 1
        if (seen[kind] + len(page)) % EVERY == 0:
            yield Mutant(page, language, kind, start, old, new)

    for match in NUMBER.finditer(text):
        kind = "decimals" if "." in match[0] else "integers"
        last = match[0][-1]
        yield from made(kind, match.end() - 1, last, str((int(last) + 1) % 10))
    for kind, turns in TURNS[language].items():
        for turn in turns.split():
            old, new = turn.replace("_", " ").split("/")
            within = "" if kind == "words" else rf"|(?<=[가-힣]){old}(?=[. ])"
            for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w){within}", text):
                yield from made(kind, match.start(), old, new)
    for match in FORMULA.finditer(text):
        if match["ticks"]:
            continue
        for sign in re.finditer(r"[-+=]|\\frac|\\sum|\\log", match[0]):
            new = {"-": "+", "+": "-", "=": "<", "\\frac": "\\tfrac"}.get(sign[0], "\\max")
            yield from made("formulas", match.start() + sign.start(), sign[0], new)


def outcomes(page: Claims, language: str) -> Iterator[tuple[Mutant, bool]]:
    """Plant each fault in the text of a page; yield it, and whether the claims tell of it."""
    text = read_text(language, page.page).parts[0]
    sentences = {claim.filled(language) for claim in page.claims}
    for mutant in mutants(page.page, language, text):
        end = mutant.start + len(mutant.old)
        planted = text[: mutant.start] + mutant.new + text[end:]
        is_told = any(sentence not in planted for sentence in sentences)
        if mutant.kind == "formulas":
            is_told = any(f not in page.formulas and not is_name(f) for _, f in written(planted))
        is_guarded = mutant.kind in NUMBERS or WORD.match(planted, mutant.start)
        if is_guarded and not is_told:  # its sentence stands a second time, unharmed
            near = (
                planted[max(mutant.start - len(s) + 1, 0) : end + len(s) - 1] for s in sentences
            )
            is_told = not any(map(str.__contains__, near, sentences))
        yield mutant, is_told


def score() -> tuple[dict[tuple[str, str], list[int]], list[Mutant]]:
    """Return how many faults of each kind and language were told and planted, and what lives."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    living = []
    for name in claimed_pages():
        page = claims_of(name)
        for language in page.languages:
            for mutant, is_told in outcomes(page, language):
                counts[mutant.kind, language][0] += is_told
                counts[mutant.kind, language][1] += 1
                if not is_told:
                    living.append(mutant)
    return counts, living


if __name__ == "__main__":
    counts, living = score()
    for (kind, language), (told, planted) in sorted(counts.items()):
        print(f"{kind:12} {language} {told:4} of {planted:4}  {told / planted:6.1%}")
    if "--living" in sys.argv[1:]:
        for mutant in living:
            text = read_text(mutant.language, mutant.page).parts[0]
            around = text[max(mutant.start - 40, 0) : mutant.start + 40]
            print(f"{mutant.language}/{mutant.page}: {mutant.old} → {mutant.new} in {around!r}")
