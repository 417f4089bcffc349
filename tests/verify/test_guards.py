"""Each guard sees the fault it is for, and names the file and the line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verify.conftest import PAGE, Scratch
from verify import ROOT
from verify.guards import VERSIONS, check_pages

KOREAN = PAGE.replace("# Page", "# Page {#page}")
PROGRAM = '```python title="sum.py"\n--8<-- "snippets/page/sum.py"\n```\n'
OUTPUT = '```{.text .output .no-copy}\n--8<-- "snippets/page/sum.out"\n```\n'


def test_the_published_pages_are_sound() -> None:
    assert [str(problem) for problem in check_pages()] == []


def test_a_sound_page_passes(scratch: Scratch) -> None:
    assert check_pages(scratch({})) == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {"docs/en/page.md": PAGE.replace("snippets/page/sum.py", "snippets/page/gone.py")},
            "docs/en/page.md:10: no file snippets/page/gone.py; mend the include",
            id="missing program",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace('sum.py"\n```', 'sum.py:loop"\n```')},
            "docs/ko/page.md:10: snippets/page/sum.py has no section loop",
            id="missing section",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "```py\nprint(1)\n```\n"},
            "docs/en/page.md:16: a block called py is not run; call it python",
            id="Python by another name",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "```Python\nprint(1)\n```\n"},
            "docs/en/page.md:16: a block called Python is not run; call it python",
            id="Python with a capital",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "??? note\n    ```{.python notest}\n    f(\n    ```\n"},
            "docs/en/page.md:17: notest needs its reason",
            id="notest without a reason, folded",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace("four", "about 4.125")},
            "docs/en/page.md:7: 4.125 stands in no program or output of this page; mend it, "
            "or let a program print it",
            id="a number from memory",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("Two and two", "값은 약0.5입니다")},
            "docs/ko/page.md:7: 0.5 stands in no program",
            id="a number from memory in Korean",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\n| a |\n| - |\n| .25 |\n"},
            "docs/en/page.md:19: .25 stands in no program",
            id="a number from memory in a table",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\n![Alt](x.svg)\n/// caption\nAt 7.5.\n///\n"},
            "docs/en/page.md:19: 7.5 stands in no program",
            id="a number from memory in a caption",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace("title: Page", "title: Page 2.5")},
            "docs/en/page.md:2: 2.5 stands in no program",
            id="a number from memory in the front matter",
        ),
        pytest.param(
            {"README.md": "# Read me\n\nIt takes 0.25 seconds.\n"},
            "README.md:3: 0.25 stands in no program",
            id="a number from memory in the README",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace("four", "four; the loss < 0.9876 and the rest > 90")},
            "docs/en/page.md:7: 0.9876 stands in no program",
            id="a number between signs",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("Two", "{0.9876} Two")},
            "docs/ko/page.md:7: 0.9876 stands in no program",
            id="a number in braces",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN + "\nWords.\n\n```{.text .output}\n0.75\n```\n"},
            "docs/ko/page.md:19: an output that follows no program is not compared; put it below "
            "that, or call it text",
            id="an output of no program",
        ),
        pytest.param(
            {
                "README.md": '```{.python notest reason="x"}\nf()\n```\n\n'
                "```{.text .output}\n1\n```\n"
            },
            "README.md:5: an output that follows no program",
            id="an output of a program that is not run",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace("title: Page", "title: Page\nnotebook: true")},
            "docs/en/page.md:14: an output that follows no program",
            id="an output typed into a notebook",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\n```text\nand no end\n"},
            "docs/en/page.md:17: the block has no end; close it with ```",
            id="a block without an end",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN + "\n!!! note\n\n    ````text\n    ```\n\nMore.\n"},
            "docs/ko/page.md:19: the block has no end; close it with ````",
            id="a block without an end, inside another",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\nWords.\n\n    print(1)\n"},
            "docs/en/page.md:19: indented code is neither run nor compared",
            id="indented code",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace('"snippets/page/sum.py"', "'snippets/page/sum.py'")},
            'docs/en/page.md:10: an include is one line of the form --8<-- "path"; write it so',
            id="an include in single quotes",
        ),
        pytest.param(
            {
                "docs/ko/page.md": KOREAN.replace(
                    '--8<-- "snippets/page/sum.py"', "--8<--\nsnippets/page/sum.py\n--8<--"
                )
            },
            "docs/ko/page.md:10: an include is one line",
            id="an include as a block",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace("four", "four\u2028")},
            "docs/en/page.md:7: has the unseen character U+2028; save the file with LF line ends",
            id="a separator that no reader sees",
        ),
        pytest.param(
            {"docs/en/more.md": "# More\n"},
            "docs/ko/more.md: is missing; docs/en/more.md exists",
            id="a page without translation",
        ),
        pytest.param(
            {"docs/ko/more.md": "# More\n"},
            "docs/en/more.md: is missing; docs/ko/more.md exists",
            id="a translation without page",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("{#page}", "{#other}")},
            "docs/en/page.md:5 and docs/ko/page.md:5: the headings differ (# page, # other); "
            "change the heading in one and {#…} in the other",
            id="another heading",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("# Page", "## Page")},
            "docs/en/page.md:5 and docs/ko/page.md:5: the headings differ (# page, ## page)",
            id="another level",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\n## Further\n"},
            "docs/ko/page.md: lacks the heading ## further, which docs/en/page.md:17 shows; "
            "add it to both",
            id="a heading too few",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN + "\n```text\nfolder/\n```\n"},
            "docs/en/page.md: lacks the block folder/, which docs/ko/page.md:17 shows",
            id="a block too many",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace(PROGRAM, PROGRAM.replace("sum", "how_sure") + PROGRAM)}
            | {"snippets/page/how_sure.py": "print(1)\n"},
            "docs/ko/page.md: lacks the block how_sure.py, which docs/en/page.md:9 shows",
            id="a block too few, amid others",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace(PROGRAM + "\n" + OUTPUT, OUTPUT + "\n" + PROGRAM)},
            "docs/en/page.md:9 and docs/ko/page.md:9: the blocks differ (sum.py, 4 0.125); "
            "make them the same",
            id="another order",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN + OUTPUT},
            "docs/en/page.md: lacks the block 4 0.125, which docs/ko/page.md:16 shows",
            id="a block twice",
        ),
        pytest.param(
            {
                "docs/ko/page.md": KOREAN.replace(
                    PROGRAM, '```python title="sum.py"\nprint(2 + 2)\n```\n'
                )
            },
            "docs/en/page.md:9 and docs/ko/page.md:9: the blocks differ (sum.py, sum.py)",
            id="other code",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("2 + 2", "2 + 3")},
            "docs/ko/page.md:7: docs/en/page.md lacks this formula: 2 + 3 = 4",
            id="another formula",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("(page.md)", "(page.md#page)")},
            "docs/ko/page.md:7: docs/en/page.md lacks this link: page.md#page",
            id="another link",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\n![Alt](snippets/page/sum.svg)\n"},
            "docs/ko/page.md: lacks the figure snippets/page/sum.svg, which docs/en/page.md:17",
            id="a figure too few",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE + "\n<explore-sum></explore-sum>\n"},
            "docs/ko/page.md: lacks the explorable explore-sum, which docs/en/page.md:17 shows",
            id="an explorable too few",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace("title: Page", "title: Pages")},
            "docs/ko/page.md:5: the title is Pages, the heading Page; make them the same",
            id="another title",
        ),
        pytest.param(
            {
                f"docs/{language}/page.md": text.replace(
                    "title: Page", f'title: Page\nexplorables:\n  toy:\n    said: "It is {place}."'
                )
                for language, text, place in (("en", PAGE, "{cost}"), ("ko", KOREAN, "{loss}"))
            },
            "docs/en/page.md:5 and docs/ko/page.md:5: the explorable texts differ "
            "(said {cost}, said {loss}); make them the same",
            id="another place in a text of an explorable",
        ),
        pytest.param(
            {"snippets/page/alone.py": "print(1)\n"},
            "snippets/page/alone.py: no page in docs/en shows it",
            id="a program on no page",
        ),
        pytest.param(
            {"docs/ko/page.md": KOREAN.replace(PROGRAM, "").replace(OUTPUT, "")},
            "snippets/page/sum.py: no page in docs/ko shows it",
            id="a program on no page of one language",
        ),
        pytest.param(
            {"docs/en/page.md": PAGE.replace(OUTPUT, "")},
            "snippets/page/sum.out: no page in docs/en shows it",
            id="an output on no page",
        ),
        pytest.param(
            {"snippets/page/sum.svg": "<svg/>"},
            "snippets/page/sum.svg: no page in docs/en shows it",
            id="a figure on no page",
        ),
        pytest.param(
            {
                "snippets/page/sum.py": "# --8<-- [start:a]\na = 4\n# --8<-- [end:a]\nprint(a)\n",
                "docs/en/page.md": PAGE.replace('sum.py"\n```', 'sum.py:a"\n```'),
                "docs/ko/page.md": KOREAN.replace('sum.py"\n```', 'sum.py:a"\n```'),
            },
            "snippets/page/sum.py:4: docs/en shows the program without this line",
            id="a line on no page",
        ),
    ],
)
def test_a_planted_fault_is_told_by_its_place(
    scratch: Scratch, files: dict[str, str], message: str
) -> None:
    problems = [str(problem) for problem in check_pages(scratch(files))]
    assert any(problem.startswith(message) for problem in problems), problems


def test_a_version_may_stand_in_prose(scratch: Scratch) -> None:
    files = {"docs/en/page.md": PAGE.replace("four", "four in Python 3.11")}
    assert check_pages(scratch(files)) == []


def test_every_exception_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.guards.VERSIONS", set())
    told = " ".join(problem.message for problem in check_pages())
    assert all(f"{version} stands in no program" in told for version in VERSIONS)


def test_a_number_of_the_page_may_stand_in_its_prose(scratch: Scratch) -> None:
    files = {"docs/en/page.md": PAGE.replace("four", "four, or 0.125, or −0.125")}
    assert check_pages(scratch(files)) == []


def test_a_program_may_print_what_an_explorable_of_both_languages_loads(scratch: Scratch) -> None:
    files = {
        "snippets/page/data.py": "print(1)\n",
        "web/explorables/toy.js": 'await fetch(new URL("data/page/data.json", import.meta.url));\n',
        "docs/en/page.md": PAGE + "\n<explore-toy></explore-toy>\n",
    }
    korean = {"docs/ko/page.md": KOREAN + "\n<explore-toy></explore-toy>\n"}
    assert check_pages(scratch(files | korean)) == []
    problems = [
        str(problem) for problem in check_pages(scratch({**files, "docs/ko/page.md": KOREAN}))
    ]
    assert "snippets/page/data.py: no page in docs/ko shows it" in problems


def test_where_links_lead_is_not_prose(scratch: Scratch) -> None:
    target = "(https://example.org/v1.25/x)"
    files = {
        f"docs/{language}/page.md": text.replace("(page.md)", target)
        for language, text in (("en", PAGE), ("ko", KOREAN))
    }
    assert check_pages(scratch(files)) == []


def guards(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "verify.guards", *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def test_the_command_says_how_many_pages_are_sound(scratch: Scratch) -> None:
    root = scratch({})
    shutil.copytree(ROOT / "verify", root / "verify")
    assert guards(root).stdout == "2 pages: nothing wrong\n"
    (root / "docs/ko/page.md").unlink()
    failed = guards(root)
    assert (failed.stdout, failed.returncode) == ("", 1)
    assert failed.stderr.startswith("docs/ko/page.md: is missing; docs/en/page.md exists")


def test_the_command_says_what_it_does() -> None:
    asked = guards(ROOT, "--help")
    assert asked.stdout.startswith("usage: python -m verify.guards")
