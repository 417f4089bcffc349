"""The built site shows what was run, and each guard over it sees its fault."""

import re
from pathlib import Path

import pytest

from tests.site.tiny import TinySite
from verify.built import check_site

PROGRAM = """\
A formula, $x^2$.

```python title="bars.py"
--8<-- "snippets/other/bars.py"
```

```{.text .output .no-copy}
--8<-- "snippets/other/bars.out"
```

!!! note "Also here"

    ```python
    a = [1 < 2, "&amp;"]
    ```
"""


def faults(site: TinySite) -> list[str]:
    return [str(problem) for problem in check_site(site.site, site.root)]


@pytest.fixture
def built(site: TinySite) -> TinySite:
    for language in ("en", "ko"):
        site.page("other", PROGRAM, language)
    site.build()
    return site


def edit(site: TinySite, path: str, old: str, new: str) -> None:
    text = site.read(path)
    assert old in text
    (site.site / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_published_site_shows_what_was_run(built_site: Path) -> None:
    assert [str(problem) for problem in check_site(built_site)] == []


def test_a_sound_site_passes(built: TinySite) -> None:
    assert faults(built) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        pytest.param(
            "other/index.html",
            "language-python",
            "language-text",
            "docs/en/other.md: has 2 blocks of kind program, its HTML 1",
            id="a program that is not shown",
        ),
        pytest.param(
            "ko/other/index.html",
            "printed",
            "painted",
            "docs/ko/other.md:10: the HTML of this program shows other text",
            id="other code than was run",
        ),
        pytest.param(
            "other/index.html",
            "<code>printed",
            "<code>painted",
            "docs/en/other.md:14: the HTML of this output shows other text",
            id="other output than was printed",
        ),
        pytest.param(
            "other/index.html",
            "A formula,",
            "A formula, --8&lt;-- ",
            "docs/en/other.md: an include marker is left: --8<--",
            id="an include marker",
        ),
        pytest.param(
            "other/index.html",
            "A formula,",
            r"A formula, \(y",
            "docs/en/other.md: an unrendered formula is left",
            id="an unrendered formula",
        ),
        pytest.param(
            "other/index.html",
            "A formula,",
            "A {{ count }},",
            "docs/en/other.md: an unrendered template is left",
            id="an unrendered template",
        ),
        pytest.param(
            "other/index.html",
            "<p>A formula,",
            "<p>\n!!! danger A formula,",
            "docs/en/other.md: an unrendered block is left: !!! danger",
            id="an unrendered admonition",
        ),
        pytest.param(
            "ko/other/index.html",
            'lang="ko"',
            'lang="en"',
            "docs/ko/other.md: its HTML says lang=en, not ko",
            id="another language",
        ),
    ],
)
def test_a_planted_fault_is_told_by_its_place(
    built: TinySite, path: str, old: str, new: str, message: str
) -> None:
    edit(built, path, old, new)
    assert any(fault.startswith(message) for fault in faults(built)), faults(built)


def test_a_missing_translation_is_named(built: TinySite) -> None:
    (built.site / "ko/other/index.html").unlink()
    assert faults(built) == ["docs/ko/other.md: is not in the site: no ko/other/index.html"]


def test_a_figure_is_part_of_the_page_with_its_alternative_text(built_site: Path) -> None:
    for path in built_site.glob("**/index.html"):
        figures = re.findall(r"<svg [^>]*class=\"figure\"[^>]*>", path.read_text(encoding="utf-8"))
        assert all(re.search(r'aria-label="[^"]{20,}"', figure) for figure in figures), path
