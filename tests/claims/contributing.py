from tests.claims.claims import ENGLISH, Claims, found

page = Claims("contributing")

columns = found("tests/snippets/test_every_program.py", r"at most (\d+); break the line")[0]
longest = int(found("tests/snippets/test_every_program.py", r"len\(lines\) <= (\d+)")[0])
page.says(
    "complete, at most about {lines} lines of {columns} columns, its own seed",
    lines=longest // 10 * 10,
    columns=columns,
)
wrong = int(found("tests/exercises/notebooks.py", r"assert len\(wrong\) >= (\d+)")[0])
page.says(
    "Then give `tests/exercises/` at least {five} typical mistakes, each with words of the message "
    "it must get.",
    five=ENGLISH[wrong],
)
page.states("First, once: `make setup` (two to four minutes).", because="measured, not tested")
page.states("asks two or three, where the reader can still guess", because="advice")

# Timings of two machines; no test takes any.
for row in (
    "| nothing; CI checks it | twenty minutes |",
    "| `make update`, then read the diff | a minute |",
    "| `.venv/bin/pytest tests/exercises` | half a minute |",
    "| `.venv/bin/pytest tests/playground` | half a minute |",
    "| `.venv/bin/python -m benchmarks.picture` | half a minute |",
    "| `make serve` | a second or two an edit |",
    '| `.venv/bin/pytest -m "" tests/browser/test_playground.py` | five minutes |',
    '| `.venv/bin/pytest -m "" tests/browser/test_explorables.py` | five minutes |',
    "contrast: `.venv/bin/pytest tests/site/test_colours.py` | a second or two |",
    "tests/site/test_build.py`, then `make test` | two minutes, then six |",
    "the quick ones first, in about six minutes.",
):
    page.states(row, because="measured; no test takes the time")
page.states("Draw at most one figure and end with `plt.show()`.", because="the engine refuses more")
page.states(
    "a last decimal that moved by one, of four digits or more, is left alone.",
    because="tests/verify holds the tolerance",
)
page.states("text, stub, two hints, check, solution.", because="tests/exercises holds the order")
page.states("highlighted: at most three, the point of it.", because="advice")
page.states(
    "in both languages, its two programs,", because="the one that fails and the one that is mended"
)
page.states(
    "two entries that fit alike are both named",
    because="cases with `or` in tests/messages/diagnoses.yml hold it",
)
quick = found("CONTRIBUTING.md", r"upgrade the theme .*`\.venv/bin/pytest ([^`]+)`")[0].split()
page.says("and run the {two} quick test files before the rest.", two=ENGLISH[len(quick)])
