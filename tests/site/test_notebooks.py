"""Each page as a notebook: it runs, prints what the page publishes, and says what the page says."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from builder.stage.notebooks import LAUNCHING, notebook
from tests import kernels
from tests.conftest import ServedSite, every_nth
from tests.site.tiny import TinySite
from verify import ROOT
from verify.compare import difference, lines_agree, merge
from verify.pages import LANGUAGES, read_pages

PAGES = {language: read_pages(ROOT, language)[0] for language in LANGUAGES}
# Pages that show programs. The notebooks of exercises are run by the build.
NAMES = [
    name
    for name, page in PAGES["en"].items()
    if any(include.startswith("snippets/") for fence in page.fences for include in fence.includes)
]
COLOUR = re.compile(r"\x1b\[[\d;]*m")
WARNING = re.compile(r"^.*:\d+: (\w+Warning: .*\n).*\n", re.M)
URL = "https://example.org/softmax/"
HERE = f"{URL}other/"
BEFORE = "# Title\n\n"
SHOWN = '```python title="{}"\n{}\n```\n'


def published(site: Path, language: str, name: str) -> NotebookNode:
    folder = "" if language == "en" else f"{language}/"
    read: NotebookNode = nbformat.read(site / folder / name.replace(".md", ".ipynb"), 4)
    return read


@pytest.fixture(scope="module")
def ran(request: pytest.FixtureRequest, built_site: Path) -> dict[str, tuple[NotebookNode, str]]:
    """The English notebooks that are asked for, with their outputs, and what went wrong."""
    asked = [item for item in request.session.items if isinstance(item, pytest.Function)]
    names = [str(item.callspec.params["name"]) for item in asked if "ran" in item.fixturenames]
    notebooks = {name: published(built_site, "en", name) for name in names}
    faults = kernels.run(notebooks)
    return {name: (notebooks[name], faults[name]) for name in names}


def printed(cell: NotebookNode) -> str:
    """What a cell prints, its errors and warnings as a page publishes them."""
    text = ""
    for output in cell.outputs:
        if output.output_type == "stream":
            text += WARNING.sub(r"\1", output.text) if output.name == "stderr" else output.text
        elif output.output_type == "error":
            text += COLOUR.sub("", "\n".join(output.traceback)).splitlines()[-1] + "\n"
        elif "image/png" not in output.data:
            text += f"a cell may not end in a value, as this does: {output.data['text/plain']}\n"
    return text.replace("\r\n", "\n")  # a launched program writes to a terminal


def warnings_first(text: str) -> str:
    """A kernel sends what is printed and what is warned by two ways, in either order."""
    lines = text.splitlines(keepends=True)
    return "".join(sorted(lines, key=lambda line: not re.match(r"\w+Warning: ", line)))


def figures(cell: NotebookNode) -> int:
    return sum("image/png" in output.get("data", {}) for output in cell.outputs)


@pytest.mark.parametrize("name", every_nth(NAMES, 12))
def test_a_notebook_runs_and_prints_what_its_page_publishes(
    ran: dict[str, tuple[NotebookNode, str]], name: str
) -> None:
    made, fault = ran[name]
    assert not fault, fault
    page = PAGES["en"][name]
    cells = [cell for cell in made.cells if cell.cell_type == "code"]
    cells = [cell for cell in cells if not cell.source.startswith("%%writefile")]
    for fence, cell in zip([f for f in page.fences if f.is_run], cells, strict=True):
        where = f"{page.path}:{fence.line}: {fence.options['title']}"
        block = page.output_of(fence)
        expected = warnings_first(block.source) if block else ""
        shown = merge(expected, warnings_first(printed(cell)), lines_agree)
        assert shown == expected, f"{where}\n{difference(expected, shown)[1]}"
        program = ROOT / fence.includes[0].partition(":")[0]
        assert figures(cell) == program.with_suffix(".svg").exists(), where


def code(made: NotebookNode) -> list[tuple[str, object]]:
    return [(c.source, c.metadata.get("tags")) for c in made.cells if c.cell_type == "code"]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_cells_and_nothing_in_them_has_been_run(
    built_site: Path, name: str
) -> None:
    english, korean = (published(built_site, language, name) for language in LANGUAGES)
    assert code(english) == code(korean)
    assert re.search("[가-힣]{5}", str(korean.cells))
    for made in (english, korean):
        nbformat.validate(made)
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in made.cells)


def test_links_of_notebooks_lead_to_what_is_there(served_site: ServedSite) -> None:
    paths = sorted(served_site.directory.rglob("*.ipynb"))
    assert len(paths) >= 2 * len(NAMES)
    for path in paths:
        text = "\n\n".join(
            cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"
        )
        targets = re.findall(r"\]\(([^)\s]+)", re.sub(r"`[^`\n]*`|~~~.*?~~~", "", text, flags=re.S))
        assert targets
        for target in targets:
            assert target.startswith("http"), f"{path.name}: {target}"
            address, _, anchor = target.partition("#")
            if address.startswith(served_site.url):
                file = served_site.directory / address.removeprefix(served_site.url)
                file = file / "index.html" if file.is_dir() else file
                assert file.exists(), f"{path.name}: {target}"
                if anchor:
                    assert f'id="{anchor}"' in file.read_text(encoding="utf-8"), target


# What becomes of a page's text.


def cells(text: str, language: str = "en") -> list[tuple[str, str]]:
    """The cells of a page's notebook, after that of the note."""
    made = nbformat.reads(notebook(text, "note", language, HERE, URL, ROOT), 4)
    assert [cell.id for cell in made.cells] == [f"cell-{n}" for n in range(len(made.cells))]
    return [(cell.cell_type, cell.source) for cell in made.cells[1:]]


def test_programs_are_cells_and_their_outputs_are_left_out() -> None:
    text = f"# Title\n\nText.\n\n{SHOWN.format('a.py', 'print(1)')}\n```{{.text .output}}\n1\n```\n"
    text += "\n## Section {#part}\n\n```text\nmake\n```\n"
    assert cells(text) == [
        ("markdown", "# Title\n\nText."),
        ("code", "print(1)"),
        ("markdown", "## Section\n\n~~~text\nmake\n~~~"),
    ]


def test_a_cell_that_must_fail_does_not_stop_the_run() -> None:
    made = notebook(
        SHOWN.format("a.py", "1 / 0  # raises ZeroDivisionError"), "", "en", HERE, URL, ROOT
    )
    (cell,) = nbformat.reads(made, 4).cells
    assert cell.metadata.tags == ["raises-exception"]


def test_a_program_with_a_launcher_is_written_and_launched() -> None:
    command = "torchrun --standalone --nproc-per-node=2 a.py"
    assert cells(SHOWN.format("a.py", f"# {command}\nprint(1)")) == [
        ("code", f"%%writefile a.py\n# {command}\nprint(1)"),
        ("code", f'{LAUNCHING}!"{{sys.executable}}" -m torch.distributed.run {command[9:]}'),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](index.md) [b](more.md#c)", f"[a]({URL}) [b]({URL}more/#c)"),
        ("[a](#b) [c](x.zip) [d](https://d.d)", f"[a]({HERE}#b) [c]({URL}x.zip) [d](https://d.d)"),
        ("`[a](b.md)` $a_{(1)}$", "`[a](b.md)` $a_{(1)}$"),
        ('[a](x.py){download="x.py"}', f"[a]({URL}x.py)"),
        ("![drawn\nhere](snippets/o/a.svg)\n/// caption\nSee.\n///", "See."),
        ("![alt](snippets/o/b.svg)", f"![alt]({URL}snippets/o/b.svg)"),
        ('!!! note "T & U"\n\n    Body.\n\nAfter.', "**T & U**\n\nBody.\n\nAfter."),
        (
            '??? tip "A & B"\n\n    Body.\n\n    ```python\n    x\n    ```\n\nAfter.',
            "<details><summary>A &amp; B</summary>\n\nBody.\n\n~~~python\nx\n~~~\n\n</details>\n\n"
            "After.",
        ),
        (
            "/// question\nWhich?\n\n- [ ] One\n\n    No.\n\n- [x] Two\n\n    Yes.\n///",
            "Which?\n\n- One\n- Two\n\n<details><summary>Answers</summary>\n\n"
            "- ✗ One\n\n    No.\n\n- ✓ Two\n\n    Yes.\n\n</details>",
        ),
        (
            "/// question | number\nHow many?\n\n- [x] 2 ± 1\n\n    Yes.\n///",
            "How many?\n\n<details><summary>Answers</summary>\n\n"
            "- ✓ 2 ± 1\n\n    Yes.\n\n</details>",
        ),
        ("One.<!-- hidden\n0.5 --> Two.", "One. Two."),
        ("<explore-a></explore-a>", f"[Try it on the page]({HERE})"),
        ("<find-mistake short></find-mistake>", f"[Try it on the page]({HERE})"),
    ],
)
def test_what_only_the_site_understands_is_said_otherwise(text: str, expected: str) -> None:
    found = cells(f"{BEFORE}{text}\n\n{SHOWN.format('a.py', 'x = 1')}")
    assert found == [("markdown", BEFORE + expected), ("code", "x = 1")]


def test_what_a_program_s_text_holds_stays(site: TinySite) -> None:
    source = "text = '''results\n=== epoch {}\n    loss {}\n'''\n"
    site.write("snippets/other/bars.py", source)
    shown = SHOWN.format("bars.py", '--8<-- "snippets/other/bars.py"')
    text = f'{shown}\n```text\n;--8<-- "snippets/other/bars.out"\n```\n'
    made = nbformat.reads(notebook(text, "note", "en", HERE, URL, site.root), 4)
    assert [cell.source for cell in made.cells[1:]] == [
        source.rstrip("\n"),
        '~~~text\n--8<-- "snippets/other/bars.out"\n~~~',
    ]


def test_a_folded_program_is_a_cell_below_its_title() -> None:
    folded = SHOWN.format("a.py", "x = 1").replace("\n", "\n    ")
    assert cells(f'{BEFORE}??? example "T"\n\n    {folded}\nAfter.') == [
        ("markdown", f"{BEFORE}**T**"),
        ("code", "x = 1"),
        ("markdown", "After."),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/// details | T", "/// details | T"),
        ("<video src=a></video>", "<video src=a></video>"),
        ("*A*{.big}", "{.big}"),
    ],
)
def test_what_a_notebook_cannot_show_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        notebook(f"{SHOWN.format('a.py', 'x')}\nA.\n\n{text}\n", "", "en", HERE, URL, ROOT)


# What is published.


def test_a_page_with_programs_links_to_its_notebook(site: TinySite) -> None:
    site.write("snippets/other/bars.py", 'import torch\n\nprint("printed")\n')
    for language in LANGUAGES:
        site.page("other", SHOWN.format("bars.py", '--8<-- "snippets/other/bars.py"'), language)
    site.build()
    link = '</h1><a class="download" href="../other.ipynb" download aria-label="{}">{}</a></div>'
    for path, label, text in (
        ("", "Download this page as a Jupyter notebook", "notebook is the page [Title of other]"),
        ("ko/", "이 페이지의 Jupyter 노트북 내려받기", "페이지를 옮긴 Jupyter 노트북입니다"),
    ):
        shown = "Jupyter 노트북" if path else "Jupyter notebook"
        assert link.format(label, shown) in site.read(f"{path}other/index.html")
        assert ".ipynb" not in site.read(f"{path}index.html")
        note = nbformat.reads(site.read(f"{path}other.ipynb"), 4).cells[0].source
        assert text in note
        assert f"({URL}{path}other/)" in note
        assert "torch==" in note
        assert not (site.site / path / "index.ipynb").exists()


def test_what_a_notebook_cannot_show_names_page_and_line(site: TinySite) -> None:
    text = SHOWN.format("bars.py", '--8<-- "snippets/other/bars.py"') + "\n<video></video>"
    site.page("other", text)
    said = "docs/en/other.md:12: <video></video> means nothing in a notebook; teach builder/"
    assert said in site.faults()


def test_a_notebook_asks_for_what_its_cells_import_and_no_more(built_site: Path) -> None:
    asked = {}
    for language in LANGUAGES:
        for name, page in PAGES[language].items():
            if any(fence.is_run for fence in page.fences):
                note = published(built_site, language, name).cells[0].source
                command = re.search(r"`pip install (.*)`", note)
                assert command
                asked[language, name] = re.sub(r"==\S+", "", command[1])
                cells = published(built_site, language, name).cells[1:]
                code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
                for package in asked[language, name].split():
                    module = package.replace("scikit-learn", "sklearn").replace("numpy", "torch")
                    assert re.search(rf"(?m)^ *(import|from) ({module}|numpy)\b", code), name
    for language in LANGUAGES:
        assert asked[language, "exercises_losses.md"] == "numpy torch"
        assert asked[language, "walkthrough.md"] == "matplotlib numpy torch"
        assert "scikit-learn" in asked[language, "real_data.md"]
