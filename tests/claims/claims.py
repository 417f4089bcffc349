"""Holds what the prose of a page says to what its programs give.

The module of this folder with a page's name quotes the page's sentences in both languages, with
holes where a program has the last word:

    page = Claims("stability")
    page.says(
        "The limit of float32 is {limit}.",
        "float32의 한계는 {limit}입니다.",
        limit=printed("stability/exp_limits", r"float32 +(\\S+)"),
    )

    page.formula(r"\\log p", lambda z: z.softmax(0).log(), lambda z: z.log_softmax(0))

`python -m tests.claims` compares, `python -m tests.claims --update` puts what the programs give
into sentences in which nothing but a hole differs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from tests.claims.formulas import CODE, Side, difference, is_name, written
from tests.claims.languages import in_words, paragraphs
from verify import ROOT, Problem
from verify.pages import LANGUAGES, read_page

MARKUP = re.compile(r"(?P<space>\s+)|\[(?P<label>[^\]\[]+)\]\([^()\s]*\)(?:\{[^}]*\})?|.", re.S)
HOLE = re.compile(r"\{([a-z]\w*)(?::([^{}]*))?\}")
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[-−+]?(?:\d+(?:[.,]\d+)*|\.\d+)")
# Not prose: code, formulas, tags, the address of a link, anchors, the settings of front matter.
APART = re.compile(CODE + r"|\$\$.*?\$\$|\$[^$]*\$|</?[a-zA-Z!][^>]*>|\{[#.:][^}]*\}", re.S)
SENTENCE = re.compile(r"(?<=[.?!])\s")

# Number words, at the place of their number: 열 행, as Korean counts before a noun.
ENGLISH = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
]
KOREAN = [
    *("영", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"),
    *("열", "열한", "열두", "열세", "열네", "열다섯", "열여섯", "열일곱", "열여덟", "열아홉"),
]


# From two up, for "one" is in idioms more often than it counts. 열 is a column, too.
_TWO_UP = "|".join(ENGLISH[2:])
WORD = re.compile(
    rf"\b(?:{_TWO_UP}|twenty|thirty|forty|fifty|hundred|thousand|dozen|half|twice)\b"
    rf"|\b(?:an?|one) (?:third|quarter|eighth|tenth|hundredth|thousandth)\b"
    rf"|(?<![가-힣])(?:[두세네](?= [가-힣])|셋|넷|{'|'.join(KOREAN[5:10] + KOREAN[11:])}|스물|스무(?!딩)|절반)",
    re.I,
)
ENGLISH_ONLY = {"readme": "README.md", "contributing": "CONTRIBUTING.md"}


def when(holds: object, word: str) -> str:
    """Return a word of a sentence that holds.

    Raises LookupError where it does not: no other word in its place makes the sentence right.
    """
    if not holds:
        raise LookupError(f"{word!r} does not hold any more; say something else on the page")
    return word


def signed(number: float) -> str:
    """Return a number as prose writes it, with a minus sign instead of a hyphen."""
    return f"{number:g}".replace("-", "−")


def read_file(path: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def found(path: str, pattern: str) -> list[str]:
    """Return what the group of `pattern` matches in a file of the repository, everywhere."""
    return re.findall(pattern, read_file(path), re.M)


def printed(program: str, pattern: str) -> str:
    """Return what the group of `pattern` matches in the published output of a program.

    Raises LookupError where the output has no such place, or several that differ.
    """
    path = f"snippets/{program}.out"
    places = {match if isinstance(match, str) else match[0] for match in found(path, pattern)}
    if len(places) != 1:
        raise LookupError(f"{path} has {len(places)} places for {pattern!r}")
    return places.pop()


@dataclass(frozen=True)
class Text:
    """A page with its white space made even and its links reduced to their labels."""

    path: Path
    source: str

    @cached_property
    def parts(self) -> tuple[str, list[int]]:
        """The text, and where in the source each of its characters stands."""
        characters: list[str] = []
        places: list[int] = []
        for match in MARKUP.finditer(self.source):
            text = " " if match["space"] else match["label"] or match[0]
            start = match.start("label") if match["label"] else match.start()
            characters += re.sub(r"\s", " ", text)
            places += range(start, start + len(text))
        return "".join(characters), places

    def line(self, position: int) -> int:
        """Return the line of the source in which a character of the text stands."""
        return self.source.count("\n", 0, self.parts[1][position]) + 1

    def numbers(self) -> Iterator[re.Match[str]]:
        """Yield the numbers of its prose, in digits and in words."""
        text = self.parts[0]
        apart = [match.span() for match in APART.finditer(text)]
        for match in chain(NUMBER.finditer(text), WORD.finditer(text)):
            if not any(start <= match.start() < end for start, end in apart):
                yield match

    def digits(self) -> set[str]:
        """Return the numbers of its prose that are in digits, without sign and commas."""
        numbers = (match[0].lstrip("-−+").replace(",", "") for match in self.numbers())
        return {number for number in numbers if number[0].isdigit()}


@dataclass(frozen=True)
class Claim:
    """A sentence in both languages with the values of its holes; none for what needs no program."""

    sentences: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)

    def filled(self, language: str) -> str:
        """Return the sentence of a language."""
        return HOLE.sub(self._value, self.sentences[language])

    def pattern(self, language: str) -> re.Pattern[str]:
        """Return what matches the sentence, whatever stands in its holes."""
        parts = re.split(HOLE.pattern, self.sentences[language])
        gaps = [
            "(.{1,40}?)" if name in self.values else re.escape(f"{{{name}}}")
            for name in parts[1::3]
        ]
        # After a hole, a point or comma ends the number: its decimals are in the hole.
        literal = [re.sub(r"^(\\?[.,])", r"\1(?!\\d)", re.escape(part)) for part in parts[::3]]
        return re.compile("".join(a + b for a, b in zip(literal, [*gaps, ""], strict=True)))

    def _value(self, hole: re.Match[str]) -> str:
        name, form = hole.groups()
        return format(self.values[name], form or "") if name in self.values else hole[0]


class Claims:
    """What is claimed of a page, in the order in which it is."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.languages = LANGUAGES[:1] if page in ENGLISH_ONLY else LANGUAGES
        self.claims: list[Claim] = []
        self.differing: set[str] = set()
        self.formulas: dict[str, list[tuple[Side, ...]]] = {}

    def says(self, english: str, korean: str = "", **values: Any) -> None:
        """Hold that the page says a sentence, with `values` in its holes.

        Only what is written in one language needs no Korean.
        """
        assert bool(korean) == ("ko" in self.languages), english
        self.claims.append(Claim({"en": english, "ko": korean}, values))

    def states(self, english: str, korean: str = "", *, because: str) -> None:
        """Hold that the page says a sentence whose numbers no program gives, `because` …"""
        assert because
        self.says(english, korean)

    def formula(self, formula: str, *sides: Side) -> None:
        """Hold that the page has a formula, and that all `sides` agree on random inputs.

        The first is what the formula says, the last what it is compared with: what PyTorch or a
        program computes, or what one printed. A single one says whether the formula holds. One
        with several statements is given several times.
        """
        sides = sides if len(sides) > 1 else (*sides, True)
        self.formulas.setdefault(" ".join(formula.split()), []).append(sides)

    def writes(self, *formulas: str, because: str) -> None:
        """Hold that the page has formulas that state nothing to compare, `because` …"""
        assert because
        self.formulas |= {formula: [] for formula in formulas}

    def differs(self, *numbers: str, because: str) -> None:
        """Allow that only one language has some numbers in a paragraph, `because` …"""
        assert because
        self.differing |= set(numbers)

    def problems(self) -> Iterator[Problem]:
        """Yield the claims that the page does not keep, and the numbers that nobody claims."""
        texts = {language: read_text(language, self.page) for language in self.languages}
        for language, text in texts.items():
            plain = text.parts[0]
            held: list[tuple[int, int]] = []
            for claim in self.claims:
                sentence = claim.filled(language)
                places = [match.span() for match in re.finditer(re.escape(sentence), plain)]
                held += places
                if not places:
                    yield self._difference(text, claim, language)
            for number in text.numbers():
                if not any(start <= number.start() < end for start, end in held):
                    yield self._problem(text, number.start(), unheld(plain, number))
            yield from self._formulas(text)
            if language == LANGUAGES[0]:
                yield from self._comparisons(text)

        if len(self.languages) == 2:
            yield from self._languages(*texts.values())

    def _languages(self, english: Text, korean: Text) -> Iterator[Problem]:
        """Yield the numbers that a paragraph has in one language only."""
        pairs = [list(paragraphs(text.source)) for text in (english, korean)]
        if len(pairs[0]) != len(pairs[1]):
            message = f"has {len(pairs[1])} paragraphs, the English page {len(pairs[0])}"
            yield Problem(korean.path.relative_to(ROOT).as_posix(), None, message)
            return
        for (_, one), (start, other) in zip(*pairs, strict=True):
            here, there = (Text(korean.path, paragraph).digits() for paragraph in (other, one))
            wrong = (there - here) | (here - there - in_words(one))
            for number in sorted(wrong - self.differing):
                side = "English" if number in there else "Korean"
                line = korean.source.count("\n", 0, start) + 1
                message = f"only the {side} paragraph has the number {number}; mend one of them"
                yield Problem(korean.path.relative_to(ROOT).as_posix(), line, message)

    def _formulas(self, text: Text) -> Iterator[Problem]:
        """Yield the formulas that are claimed and not there, and those there and not claimed."""
        there = written(text.parts[0])
        for formula in self.formulas:
            if formula not in [other for _, other in there]:
                nearest = get_close_matches(formula, [other for _, other in there], n=1, cutoff=0.3)
                hint = f"; nearest is {nearest[0]!r}" if nearest else ""
                place = next((start for start, other in there if [other] == nearest), 0)
                yield self._problem(text, place, f"does not have the formula {formula!r}{hint}")
        for start, formula in there:
            if formula not in self.formulas and not is_name(formula):
                yield self._problem(
                    text,
                    start,
                    f"nothing compares the formula {formula!r}; "
                    f"give its sides in tests/claims/{self.page}.py",
                )

    def _comparisons(self, text: Text) -> Iterator[Problem]:
        """Yield the formulas whose sides differ."""
        places = {formula: start for start, formula in written(text.parts[0])}
        for formula, statements in self.formulas.items():
            for differs in filter(None, map(difference, statements)):
                yield self._problem(text, places.get(formula, 0), f"{formula!r} {differs}")

    def update(self) -> Iterator[str]:
        """Put what programs give into sentences in which only holes differ; yield what was done."""
        for language in self.languages:
            for claim in self.claims:
                text = read_text(language, self.page)
                plain, places = text.parts
                match = claim.pattern(language).search(plain)
                if claim.filled(language) in plain or not match:
                    continue
                wanted = claim.pattern(language).fullmatch(claim.filled(language))
                assert wanted
                source = text.source
                for group in range(len(match.groups()), 0, -1):
                    start, end = match.span(group)
                    source = source[: places[start]] + wanted[group] + source[places[end - 1] + 1 :]
                text.path.write_text(source, encoding="utf-8")
                where = f"{text.path.relative_to(ROOT)}:{text.line(match.start())}"
                yield f"{where}: {match[0]} → {claim.filled(language)}"

    def _difference(self, text: Text, claim: Claim, language: str) -> Problem:
        plain, sentence = text.parts[0], claim.filled(language)
        if match := claim.pattern(language).search(plain):
            message = f"says {match[0]!r}; its programs give {sentence!r}"
            return self._problem(
                text, match.start(), f"{message}. Is the program right? make update"
            )
        sentences = SENTENCE.split(plain)
        nearest = get_close_matches(sentence, sentences, n=1, cutoff=0.3)
        hint = f"; nearest is {nearest[0]!r}" if nearest else ""
        message = f"does not say {sentence!r}{hint}. Mend the page, or tests/claims/{self.page}.py"
        place = plain.index(nearest[0]) if nearest else 0
        return self._problem(text, place, message)

    def _problem(self, text: Text, position: int, message: str) -> Problem:
        return Problem(text.path.relative_to(ROOT).as_posix(), text.line(position), message)


def unheld(plain: str, number: re.Match[str]) -> str:
    """Return what to say of a number that no claim holds."""
    start = max([0, *(match.end() for match in SENTENCE.finditer(plain, 0, number.start()))])
    end = SENTENCE.search(plain, number.end())
    start, stop = max(start, number.start() - 150), number.end() + 150  # a table is one sentence
    sentence = plain[start : min(end.start(), stop) if end else number.end() + 40].strip()
    return f"nothing holds {number[0]} in {sentence!r}; claim the sentence in tests/claims"


def read_text(language: str, page: str) -> Text:
    """Return the text of a page, without its programs and its front matter's settings."""
    path = ROOT / ENGLISH_ONLY.get(page, f"docs/{language}/{page}.md")
    return Text(path, read_page(path, ROOT).prose)
