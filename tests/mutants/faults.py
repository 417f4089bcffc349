"""The faults: which text of which file becomes which, always the same for the same files.

A place is chosen by its file, its kind and its number among that file's places of the kind, so that
an edit of one file leaves the faults of all others as they are.
"""

import ast
import hashlib
import io
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from textwrap import shorten

from verify import ROOT
from verify.agreement import TEXT
from verify.pages import LINK, parse_page
from verify.questions import BLOCK, CHOICE

OPERATORS = {
    **{"+": "-", "-": "+", "*": "/", "/": "*", "**": "*", "@": "-", "%": "+"},
    **{"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="},
    **{"+=": "-=", "-=": "+=", "*=": "/=", "&": "|", "|": "&", "//": "*"},
}
HINT = re.compile(r'^\?\?\? question "(?:Hint|힌트) \d"\n((?:    .*\n|\n)+)', re.M)
CODE = re.compile(r"`([^`\n]+)`")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w])")
FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
COMMAND = re.compile(r"(?:make|python -m|\.venv/bin/) ?([a-z][\w.]+)")
PATH = re.compile(r"`((?:[\w.-]+/)*[\w-]+(?:/|\.(?:py|yml|md|js|css|txt|toml|json)))`")


@dataclass(frozen=True)
class Edit:
    """A piece of a file, from `start` to `end`, and what stands there instead."""

    path: str
    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Fault:
    """Edits that make one fault, in both languages where a difference would be told anyway."""

    group: str
    kind: str
    edits: tuple[Edit, ...]

    def planted(self) -> dict[str, str]:
        """Return the texts of the files that differ, by path."""
        texts: dict[str, str] = {}
        for edit in sorted(self.edits, key=lambda edit: -edit.start):
            text = texts.get(edit.path) or read(edit.path)
            texts[edit.path] = text[: edit.start] + edit.new + text[edit.end :]
        return texts

    def __str__(self) -> str:
        """Where it is and what it does: the name by which one that lives is listed."""
        edit = self.edits[0]
        text = read(edit.path)
        before, after = text[max(edit.start - 24, 0) : edit.start], text[edit.end : edit.end + 24]
        old, new = (shorten(part, 60) for part in (text[edit.start : edit.end], edit.new))
        return f"{edit.path}: {' '.join(f'{before}[{old} → {new}]{after}'.split())}"


@cache
def read(path: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def paths(pattern: str) -> list[str]:
    """Return the files of the repository that a pattern matches, in order."""
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


def chosen(kind: str, found: Iterable[Fault], number: int) -> list[Fault]:
    """Return `number` of the faults of a kind, or all where there are fewer."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[str, Fault]] = []
    for fault in found:
        path = fault.edits[0].path
        seen[path] += 1
        ranked.append((hashlib.sha256(f"{kind} {path} {seen[path]}".encode()).hexdigest(), fault))
    return [fault for _, fault in sorted(ranked, key=lambda pair: pair[0])[:number]]


def all_faults() -> list[Fault]:
    """Return every fault, by group and kind."""
    return [
        fault
        for (_, kind), (number, find) in KINDS.items()
        for fault in chosen(kind, find(), number)
    ]


# Programs and exercises.


def operators(group: str, path: str, start: int = 0, end: int | None = None) -> Iterator[Fault]:
    """Yield a fault for each operator of a program, or of a part of it."""
    yield from _tokens(group, "operator", path, start, end, OPERATORS.get)


def constants(group: str, path: str, start: int = 0, end: int | None = None) -> Iterator[Fault]:
    """Yield a fault for each number of a program, or of a part of it."""
    yield from _tokens(group, "constant", path, start, end, _another)


def _another(token: str) -> str | None:
    if token.isdigit():
        return str(int(token) + 1)
    return f"{2 * float(token):g}" if re.fullmatch(r"[\d.]+(e-?\d+)?", token) else None


def _tokens(
    group: str,
    kind: str,
    path: str,
    start: int,
    end: int | None,
    turned: Callable[[str], str | None],
) -> Iterator[Fault]:
    part = read(path)[start:end]
    starts = [0, *(match.end() for match in re.finditer("\n", part))]
    for token in tokenize.generate_tokens(io.StringIO(part).readline):
        is_wanted = token.type == (tokenize.OP if kind == "operator" else tokenize.NUMBER)
        if is_wanted and (new := turned(token.string)):
            place = start + starts[token.start[0] - 1] + token.start[1]
            before = part[: place - start].rstrip()[-1:]
            if token.string in "**" and before in "(,":  # unpacks arguments
                continue
            yield Fault(group, kind, (Edit(path, place, place + len(token.string), new),))


def arguments(group: str, path: str, start: int = 0, end: int | None = None) -> Iterator[Fault]:
    """Yield a fault for each call of a program whose first two arguments can change places."""
    part = read(path)[start:end]
    for call in ast.walk(ast.parse(part)):
        if not isinstance(call, ast.Call) or len(call.args) < 2:
            continue
        (a, one), (b, other) = (_span(part, argument) for argument in call.args[:2])
        old, new = part[a:one], part[b:other]
        if old != new and "*" not in (old[0], new[0]):
            swapped = f"{new}{part[one:b]}{old}"
            edit = Edit(path, start + a, start + other, swapped)
            yield Fault(group, "swapped arguments", (edit,))


def _span(text: str, node: ast.expr | ast.stmt) -> tuple[int, int]:
    """Return where a node stands; ast counts bytes within a line."""
    lines = text.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())

    assert node.end_lineno and node.end_col_offset is not None
    return place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)


def in_programs(find: Callable[..., Iterator[Fault]]) -> Iterator[Fault]:
    """Yield the faults of a kind in all programs."""
    for path in paths("snippets/*/*.py"):
        yield from find("programs", path)


def in_solutions(find: Callable[..., Iterator[Fault]]) -> Iterator[Fault]:
    """Yield the faults of a kind in the solutions of all exercises."""
    for path in tasks():
        text = read(path)
        start = text.index("\n", text.index("[start:solution]")) + 1
        yield from find("exercises", path, start, text.index("# --8<-- [end:solution]"))


def tasks() -> list[str]:
    """Return the files of the exercises."""
    return [path for path in paths("exercises/*.py") if not path.endswith("checks.py")]


def stubs() -> Iterator[Fault]:
    """Yield a fault for each stub: its arguments in another order, or one more."""
    for path in tasks():
        match = re.search(r"\[start:stub\]\ndef \w+\((.*)\):", read(path))
        assert match
        names = match[1].split(", ")
        new = ", ".join([*names[1:], names[0]] if len(names) > 1 else [*names, "dim"])
        yield Fault("exercises", "stub", (Edit(path, *match.span(1), new),))


def check_statements(kind: str) -> Iterator[Fault]:
    """Yield a fault for each case of a check that is dropped, or slip that it does not tell."""
    path = "exercises/checks.py"
    text = read(path)
    for function in ast.parse(text).body:
        if not isinstance(function, ast.FunctionDef) or "task" not in ast.dump(
            ast.Module([*map(ast.Expr, function.decorator_list)], [])
        ):
            continue
        for node in ast.walk(function):
            call = node.value if isinstance(node, ast.Expr) else None
            is_case = isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".expect")
            is_slip = isinstance(node, ast.Raise)
            if isinstance(node, ast.stmt) and (is_case if kind == "case dropped" else is_slip):
                yield Fault("exercises", kind, (Edit(path, *_span(text, node), "pass"),))


def hints() -> Iterator[Fault]:
    """Yield a fault for a number, operator or name of each code in a hint, in both languages."""
    for english, korean in pages("exercises_*"):
        codes = [
            [
                (hint.start(1) + code.start(1), code[1])
                for hint in HINT.finditer(read(path))
                for code in CODE.finditer(hint[1])
            ]
            for path in (english, korean)
        ]
        places: dict[str, list[int]] = defaultdict(list)
        for start, code in codes[1]:
            places[code].append(start)
        for start, code in codes[0]:
            if not places[code]:
                continue
            theirs = places[code].pop(0)
            match = re.search(r"\d|(?<=[\w)\]]) [-+*/] (?=\w)|(?<=\.)[a-z]\w+|[a-z]\w+", code)
            if match:
                old = match[0]
                if old.isdigit():
                    new = str((int(old) + 1) % 10)
                else:
                    new = f" {OPERATORS[old.strip()]} " if old[0] == " " else old[:-1]
                ends = match.span()
                edits = (
                    Edit(path, place + ends[0], place + ends[1], new)
                    for path, place in ((english, start), (korean, theirs))
                )
                yield Fault("exercises", "hint", tuple(edits))


# Outputs and figures.


def digits() -> Iterator[Fault]:
    """Yield a fault for each digit of the outputs; by five, for one in a last decimal agrees."""
    for path in paths("snippets/*/*.out"):
        for match in re.finditer(r"\d", read(path)):
            yield Fault("outputs", "digit", (Edit(path, *match.span(), _by_five(match[0])),))


def _by_five(digit: str) -> str:
    return str((int(digit) + 5) % 10)


def words(group: str, pattern: str, found: re.Pattern[str]) -> Iterator[Fault]:
    """Yield a fault for each word: the next other one of its file in its place."""
    for path in paths(pattern):
        places = list(found.finditer(read(path)))
        for one, other in pairwise(places):
            if one[0] != other[0]:
                yield Fault(group, "word", (Edit(path, *one.span(), other[0]),))


def lines(is_dropped: bool) -> Iterator[Fault]:
    """Yield a fault for each line of the outputs that is dropped, or stands below the next."""
    for path in paths("snippets/*/*.out"):
        found = list(re.finditer(r".+\n", read(path)))
        for one, other in pairwise(found):
            if is_dropped:
                yield Fault("outputs", "line dropped", (Edit(path, *one.span(), ""),))
            elif one[0] != other[0] and one.end() == other.start():
                edit = Edit(path, one.start(), other.end(), other[0] + one[0])
                yield Fault("outputs", "order", (edit,))


def in_figures(kind: str, pattern: re.Pattern[str], new: Callable[[str], str]) -> Iterator[Fault]:
    """Yield a fault for each place of a kind in the figures."""
    for path in paths("snippets/*/*.svg"):
        for match in pattern.finditer(read(path)):
            edit = Edit(path, *match.span(), new(match[0]))
            yield Fault("figures", kind, (edit,))


def next_colour(colour: str) -> str:
    """Return another of the page's colours."""
    return f"var(--figure-{(int(colour[-2]) + 1) % 6})"


# Pages.


def pages(pattern: str = "*") -> Iterator[tuple[str, str]]:
    """Yield the files of each page, English and Korean."""
    for path in paths(f"docs/en/{pattern}.md"):
        yield path, path.replace("/en/", "/ko/")


def quizzes(kind: str) -> Iterator[Fault]:
    """Yield the faults of a kind in the questions, alike in both languages."""
    for both in pages():
        questions = [list(BLOCK.finditer(read(path))) for path in both]
        for pair in zip(*questions, strict=True):
            choices = [
                list(CHOICE.finditer(read(path), *match.span("body")))
                for path, match in zip(both, pair, strict=True)
            ]
            for i in range(len(choices[0])):
                edits: list[Edit] = []
                for path, match, options in zip(both, pair, choices, strict=True):
                    edits += _quiz_edits(kind, path, options, i, match.end("body"))
                if edits:
                    yield Fault("quizzes", kind, tuple(edits))


def _quiz_edits(
    kind: str, path: str, options: list[re.Match[str]], i: int, end: int
) -> Iterator[Edit]:
    option, label = options[i], options[i]["label"]
    right = next(choice for choice in options if choice["mark"] == "x")
    if kind == "another marked right" and option is not right:
        yield Edit(path, *right.span("mark"), " ")
        yield Edit(path, *option.span("mark"), "x")
    elif kind == "tolerance widened" and "±" in label:
        place = option.start("label") + label.index("±") + 2
        old = label.partition("± ")[2]
        yield Edit(path, place, place + len(old), f"{10 * float(old):g}")
    elif kind == "explanations swapped" and i + 1 < len(options):
        text = read(path)
        ends = [*(choice.start() for choice in options[1:]), end]
        texts = [
            text[choice.end() : stop].strip() for choice, stop in zip(options, ends, strict=True)
        ]
        for here, there in ((i, i + 1), (i + 1, i)):
            start = text.index(texts[here], options[here].end())
            yield Edit(path, start, start + len(texts[here]), texts[there])
    elif kind == "number changed" and (number := re.match(r"-?[\d.]*(\d)(?![\w.])", label)):
        place = option.start("label") + number.start(1)
        yield Edit(path, place, place + 1, str((int(number[1]) + 1) % 10))


def links(kind: str) -> Iterator[Fault]:
    """Yield a fault for each link within the site, alike in both languages."""
    anchors = {
        path.rpartition("/")[2]: [
            heading.text.partition(" ")[2]
            for heading in parse_page(read(path), path, ROOT).headings
        ]
        for path, _ in pages()
    }
    names = list(anchors)
    for both in pages():
        places: list[dict[str, list[tuple[int, int]]]] = [defaultdict(list), defaultdict(list)]
        for path, found in zip(both, places, strict=True):
            for match in LINK.finditer(read(path)):
                if not match[1]:
                    found[match[3]].append(match.span(3))
        for target, ours in places[0].items():
            name, _, anchor = target.partition("#")
            name = name or both[0].rpartition("/")[2]
            if name not in anchors or bool(anchor) != (kind == "another anchor"):
                continue
            known = anchors[name]
            if anchor:
                new = known[(known.index(anchor) + 1) % len(known)]
                new = f"{target.partition('#')[0]}#{new}"
            else:
                new = names[(names.index(name) + 1) % len(names)]
            for spans in zip(ours, places[1][target], strict=False):
                edits = (Edit(path, *span, new) for path, span in zip(both, spans, strict=True))
                yield Fault("links", kind, tuple(edits))


def settings(key: str) -> Iterator[Fault]:
    """Yield a fault for the title or the description of each page: that of the next one."""
    found = list(pages())
    for both, others in pairwise([*found, found[0]]):
        edits = []
        for path, other in zip(both, others, strict=True):
            here, there = (re.search(rf"^{key}: (.*)$", read(name), re.M) for name in (path, other))
            assert here and there
            edits.append(Edit(path, *here.span(1), there[1]))
        yield Fault("front matter", key, tuple(edits))


def texts(kind: str) -> Iterator[Fault]:
    """Yield a fault for each text of an explorable."""
    for both in pages():
        found = []
        for path in both:
            front = FRONT.match(read(path))
            is_some = front and "explorables:" in front[1]
            found.append(list(TEXT.finditer(front[0])) if front and is_some else [])
        if kind == "texts swapped":
            for i in range(len(found[0]) - 1):
                edits = []
                for path, here in zip(both, found, strict=True):
                    theirs = {match[1]: match for match in here}
                    one, other = (theirs[found[0][j][1]] for j in (i, i + 1))
                    edits += [
                        Edit(path, *one.span(2), other[2]),
                        Edit(path, *other.span(2), one[2]),
                    ]
                yield Fault("front matter", kind, tuple(edits))
            continue
        pattern = r"\d(?![^{]*\})" if kind == "number of a text" else r"\{(\w+)\}"
        for path, here in zip(both, found, strict=True):
            for match in here:
                for place in re.finditer(pattern, match[2]):
                    new = _by_five(place[0]) if place[0].isdigit() else f"{{{place[1]}s}}"
                    start = match.start(2) + place.start()
                    edit = Edit(path, start, start + len(place[0]), new)
                    yield Fault("front matter", kind, (edit,))


# Configuration.

LOOSER = [
    ("builder/finish/policy.py", '"default-src": "\'none\'"', '"default-src": "\'self\'"'),
    ("builder/finish/policy.py", '"connect-src": "\'self\'"', '"connect-src": "*"'),
    ("builder/finish/policy.py", '"script-src": "\'self\'"', '"script-src": "\'self\' https:"'),
    ("builder/finish/policy.py", '"style-src": "\'self\'"', '"style-src": "\'unsafe-inline\'"'),
    ("builder/finish/policy.py", "\"'self' data:\"", '"*"'),
    ("builder/finish/policy.py", '"font-src": "\'self\'"', '"font-src": "*"'),
    ("builder/finish/policy.py", '"worker-src": "\'self\'"', '"worker-src": "\'self\' blob:"'),
    ("builder/finish/policy.py", '"base-uri": "\'none\'"', '"base-uri": "\'self\'"'),
    ("builder/finish/policy.py", '"form-action": "\'none\'"', '"form-action": "*"'),
    ("builder/finish/headers.txt", "; frame-ancestors 'none'", ""),
    ("builder/finish/headers.txt", "  Referrer-Policy: no-referrer\n", ""),
    ("builder/finish/headers.txt", "  X-Content-Type-Options: nosniff\n", ""),
    ("theme/main.html", "no-referrer", "unsafe-url"),
    ("mkdocs.yml", "strict: true", "strict: false"),
    ("mkdocs.yml", "omitted_files: warn", "omitted_files: ignore"),
    ("mkdocs.yml", "anchors: warn", "anchors: ignore"),
    ("mkdocs.yml", "unrecognized_links: warn", "unrecognized_links: ignore"),
    ("mkdocs.yml", "check_paths: true", "check_paths: false"),
    ("mkdocs.yml", "restrict_base_path: true", "restrict_base_path: false"),
    ("pyproject.toml", "strict = true", "strict = false"),
    ("pyproject.toml", 'filterwarnings = ["error"]\n', ""),
    ("web/tsconfig.json", '"strict": true', '"strict": false'),
    ("Makefile", "\t$(BIN)/mypy\n", ""),
    ("Makefile", "\t$(BIN)/python -m tests.claims\n", ""),
]
BLOCKED = [
    "<p onclick=alert(1)>Text.</p>",
    "<p ONCLICK='alert(1)'>Text.</p>",
    '<p title="a > b" onclick="alert(1)">Text.</p>',
    '<img src="x.png"/onerror="alert(1)">',
    '<a href="https://example.org/" ping="https://example.org/">Text</a>',
    '<meta http-equiv="refresh" content="0; url=https://example.org/">',
    "<a href=javascript:alert(1)>Text</a>",
    '<a href=" javascript:alert(1)">Text</a>',
    '<form action="https://example.org/"><button>Text</button></form>',
    '<base href="https://example.org/">',
    '<iframe src="https://example.org/"></iframe>',
    '<object data="https://example.org/x.swf"></object>',
    '<script src="https://example.org/x.js"></script>',
    '<img src="https://example.org/x.png">',
    '<link rel="stylesheet" href="https://example.org/x.css">',
    "<style>p { color: red }</style>",
]


def looser() -> Iterator[Fault]:
    """Yield a fault for each setting that could be looser."""
    for path, old, new in LOOSER:
        start = read(path).index(old)
        yield Fault("configuration", "looser", (Edit(path, start, start + len(old), new),))


def blocked() -> Iterator[Fault]:
    """Yield a fault for each piece of HTML that the policy blocks, or should."""
    for html in BLOCKED:
        path = "docs/en/about.md"
        end = len(read(path))
        yield Fault("configuration", "HTML", (Edit(path, end, end, f"\n{html}\n"),))


def documents(kind: str, pattern: re.Pattern[str], group: int = 1) -> Iterator[Fault]:
    """Yield a fault for each number, path or command of README and CONTRIBUTING."""
    for path in ("README.md", "CONTRIBUTING.md"):
        for match in pattern.finditer(read(path)):
            start, end = match.span(group)
            last = read(path)[end - 1]
            if kind == "number":
                edit = Edit(path, end - 1, end, str((int(last) + 1) % 10))
            else:
                edit = Edit(path, start, start + 1, "")
            yield Fault("README and CONTRIBUTING", kind, (edit,))


WORD = re.compile(r"[A-Za-z]{3,}")
LABEL = re.compile(r"(?<=>)[^<>\n]*[A-Za-z]{3,}[^<>\n]*(?=</text>)")
Kind = tuple[int, Callable[[], Iterator[Fault]]]
KINDS: dict[tuple[str, str], Kind] = {
    ("programs", "operator"): (35, lambda: in_programs(operators)),
    ("programs", "constant"): (45, lambda: in_programs(constants)),
    ("programs", "swapped arguments"): (20, lambda: in_programs(arguments)),
    ("outputs", "digit"): (30, digits),
    ("outputs", "word"): (20, lambda: words("outputs", "snippets/*/*.out", WORD)),
    ("outputs", "order"): (10, lambda: lines(is_dropped=False)),
    ("outputs", "line dropped"): (10, lambda: lines(is_dropped=True)),
    ("figures", "number"): (
        10,
        lambda: in_figures("number", re.compile(r"\d(?=[^<>]*</text>)"), _by_five),
    ),
    ("figures", "colour"): (
        10,
        lambda: in_figures("colour", re.compile(r"var\(--figure-\d\)"), next_colour),
    ),
    ("figures", "coordinate"): (
        15,
        lambda: in_figures("coordinate", re.compile(r"(?<=[ML] )\d+"), lambda n: str(int(n) + 1)),
    ),
    ("figures", "word"): (15, lambda: words("figures", "snippets/*/*.svg", LABEL)),
    ("quizzes", "another marked right"): (30, lambda: quizzes("another marked right")),
    ("quizzes", "tolerance widened"): (15, lambda: quizzes("tolerance widened")),
    ("quizzes", "explanations swapped"): (20, lambda: quizzes("explanations swapped")),
    ("quizzes", "number changed"): (15, lambda: quizzes("number changed")),
    ("exercises", "hint"): (20, hints),
    ("exercises", "case dropped"): (10, lambda: check_statements("case dropped")),
    ("exercises", "slip not told"): (8, lambda: check_statements("slip not told")),
    ("exercises", "stub"): (10, stubs),
    ("exercises", "solution: operator"): (10, lambda: in_solutions(operators)),
    ("exercises", "solution: constant"): (15, lambda: in_solutions(constants)),
    ("exercises", "solution: arguments"): (5, lambda: in_solutions(arguments)),
    ("links", "another anchor"): (30, lambda: links("another anchor")),
    ("links", "another page"): (15, lambda: links("another page")),
    ("front matter", "title"): (10, lambda: settings("title")),
    ("front matter", "description"): (10, lambda: settings("description")),
    ("front matter", "texts swapped"): (15, lambda: texts("texts swapped")),
    ("front matter", "number of a text"): (10, lambda: texts("number of a text")),
    ("front matter", "place in a text"): (10, lambda: texts("place in a text")),
    ("configuration", "looser"): (len(LOOSER), looser),
    ("configuration", "HTML"): (len(BLOCKED), blocked),
    ("README and CONTRIBUTING", "number"): (10, lambda: documents("number", NUMBER, 0)),
    ("README and CONTRIBUTING", "path"): (15, lambda: documents("path", PATH)),
    ("README and CONTRIBUTING", "command"): (10, lambda: documents("command", COMMAND)),
}
