from pathlib import Path

import pytest

from tests.verify.conftest import Scratch
from verify import Problem
from verify.pages import Page, escape, expand, read_page

CONTAINED = """\
# Contained

!!! note "Inside"

    ```python
    a = 1

    b = 2
    ```

??? example "Folded"

    === "Tab"

        ```python
        c = 3
        ```

        ```{.text .output}
        3
        ```

- a list

    ```python
    d = 4
    ```
"""


def page(root: Path, text: str) -> Page:
    path = root / "docs/en/page.md"
    path.write_text(text, encoding="utf-8")
    return read_page(path, root)


def test_includes_are_expanded_as_on_the_site(scratch: Scratch) -> None:
    source = "# --8<-- [start:a]\nif True:\n    a = 1\n# --8<-- [end:a]\nprint(a)\n"
    root = scratch({"snippets/page/sum.py": source})
    whole, part = page(
        root,
        '```python\n--8<-- "snippets/page/sum.py"\n```\n\n'
        '```python\n--8<-- "snippets/page/sum.py:a"\n```\n',
    ).fences
    assert whole.source == "if True:\n    a = 1\nprint(a)\n"
    assert part.source == "if True:\n    a = 1\n"
    assert part.includes == ("snippets/page/sum.py:a",)


def test_an_escaped_include_is_shown_as_it_is_written(scratch: Scratch) -> None:
    shown = page(scratch({}), '```text\n;--8<-- "snippets/page/sum.py"\n```\n').fences[0]
    assert shown.source == '--8<-- "snippets/page/sum.py"\n'
    assert expand(escape(shown.source), Path()) == shown.source


def test_what_looks_like_a_container_inside_a_fence_is_code(scratch: Scratch) -> None:
    code = "text = 'x'\n=== epoch {}\n    loss {}\n"
    inside = "!!! note\n\n    ~~~~text\n    ~~~\n    === {}\n        a\n    ~~~~\n\n"
    shown = page(scratch({}), f"{inside}```python\n{code}```\n").fences
    assert [fence.source for fence in shown] == ["~~~\n=== {}\n    a\n", code]


def test_fences_are_seen_inside_admonitions_details_tabs_and_lists(scratch: Scratch) -> None:
    found = page(scratch({}), CONTAINED)
    assert [(f.line, f.source) for f in found.fences] == [
        (5, "a = 1\n\nb = 2\n"),
        (15, "c = 3\n"),
        (19, "3\n"),
        (25, "d = 4\n"),
    ]
    assert found.output_of(found.fences[1]) is found.fences[2]
    assert found.output_of(found.fences[0]) is None


def test_an_output_belongs_to_the_program_it_directly_follows(scratch: Scratch) -> None:
    text = "```python\n1\n```\n{}\n```{{.text .output}}\n1\n```\n"
    near = page(scratch({}), text.format("\n"))
    assert near.output_of(near.fences[0]) is near.fences[1]
    far = page(scratch({}), text.format("\nwords\n"))
    assert far.output_of(far.fences[0]) is None


def test_a_continuation_is_run_with_all_it_continues(scratch: Scratch) -> None:
    found = page(
        scratch({}),
        "```python\nz = 0\n```\n\n```python\na = 1\n```\n\n"
        '```{.python continuation title="x.py"}\nb = 2\n```\n\n'
        "```{.python continuation}\nc = 3\n```\n",
    )
    assert [found.run_before(fence) for fence in found.fences] == [
        "",
        "",
        "a = 1\n",
        "a = 1\nb = 2\n",
    ]
    assert found.fences[2].options == {"title": "x.py"}


@pytest.mark.parametrize(
    ("include", "message"),
    [
        ("snippets/page/gone.py", "docs/en/page.md:4: no file snippets/page/gone.py;"),
        ("snippets/page/gone.out", "docs/en/page.md:4: no file snippets/page/gone.out;"),
        (
            "snippets/page/sum.py:part",
            "docs/en/page.md:4: snippets/page/sum.py has no section part;",
        ),
    ],
)
def test_a_missing_include_is_told_by_its_line(
    scratch: Scratch, include: str, message: str
) -> None:
    with pytest.raises(Problem) as told:
        page(scratch({}), f'# Page\n\n```python\n--8<-- "{include}"\n```\n')
    assert str(told.value).startswith(message)


def test_a_page_that_is_not_utf8_is_told_by_its_line(scratch: Scratch) -> None:
    root = scratch({})
    (root / "docs/en/page.md").write_bytes(b"# Page\n\n\xff\n")
    with pytest.raises(Problem) as told:
        read_page(root / "docs/en/page.md", root)
    assert str(told.value).startswith("docs/en/page.md:3: not UTF-8 (byte 0xff)")


def test_prose_is_told_from_code(scratch: Scratch) -> None:
    found = page(
        scratch({}),
        "# Two words {#two}\n\n## In `code`\n\n$a$ and `$b$`, $$\nc\n$$\n\n"
        "![alt](x.svg) [text](y.md#z) `[no](no.md)`\n\n```text\n# not a heading $n$\n```\n",
    )
    assert [h.text for h in found.headings] == ["# two", "## in-code"]
    assert sorted(f.text for f in found.formulas) == ["a", "c"]
    assert [(f.line, f.text) for f in found.figures] == [(9, "x.svg")]
    assert "y.md#z" in [link.text for link in found.links]
