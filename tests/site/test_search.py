"""The index of the search holds what a reader reads, section by section, and nothing else."""

import json
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest

from builder import node
from builder.finish import search
from tests.site.tiny import ROOT, TinySite
from verify import Problem

QUESTION = """\
/// question
How much?

- [x] Half

    The right way.

- [ ] Nothing

    The wrong way.
///
"""
PRINTED = """\
```python title="bars.py"
--8<-- "snippets/other/bars.py"
```

```{.text .output .no-copy}
--8<-- "snippets/other/bars.out"
```
"""


@pytest.fixture(autouse=True)
def finished(site: TinySite) -> None:
    """The index is part of a finished site only."""
    site.is_finished = True


def sections(site: TinySite, language: str = "en") -> dict[str, str]:
    """Return the texts by their places on the other page."""
    records = search.records(site.site, language)["sections"]
    return {
        one["url"].rpartition("/")[2]: one["text"].replace(search.JOINT, "")
        for one in records
        if "other/" in one["url"]
    }


def test_a_page_is_taken_apart_at_its_headings(site: TinySite) -> None:
    site.page("other", "First.\n\n## Part `x` {#part}\n\nSecond.\n\n### Deep\n\nThird.")
    site.build("en")
    assert sections(site) == {"": "First.", "#part": "Second.", "#deep": "Third."}
    told = search.records(site.site, "en")
    assert [one["title"] for one in told["sections"]][-3:] == ["", "Part x", "Deep"]
    assert {"part", "second", "deep"} <= told["words"]


def test_it_holds_short_formulas_and_no_figures(site: TinySite) -> None:
    figure = "![A bar](snippets/other/bars.svg)"
    long = r"$a + b + c + d + e + f + g + h$"
    site.page("other", f"For $K$ classes, {long}.\n\n$$x + y$$\n\n{figure}")
    site.build("en")
    assert sections(site)[""] == "For K classes, …."


def test_it_holds_programs_what_they_print_and_what_is_folded(site: TinySite) -> None:
    folded = '??? note "Folded"\n\n    Inside.\n\n'
    site.page("other", PRINTED + "\n" + QUESTION + "\n" + folded)
    site.build("en")
    text = sections(site)[""]
    for part in ('print("printed")', " printed ", "How much?", "The right way.", "Inside."):
        assert part in text, part
    assert not any(word in text for word in ("Download", "Link to", "¶", "Check"))


def test_it_leaves_out_what_exercises_print() -> None:
    page = (
        '<article><h1 id="a">A</h1><div class="output highlight"><pre>noise</pre></div>z</article>'
    )
    assert [one.text for one in search.sections(page)] == ["noise z"]
    assert [one.text for one in search.sections(page, without_outputs=True)] == ["z"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("F.cross_entropy(z, y)", ["f", "cross", "entropy", "z", "y"]),
        ("ln 2 = 0.6931", ["ln", "2", "0.6931"]),
        ("Softmax를 log-sum-exp", ["softmax", "를", "log", "sum", "exp"]),
        ("CrossEntropyLoss, float32", ["crossentropyloss", "float32"]),
        ("__ … →", []),
    ],
)
def test_words_end_at_the_punctuation_of_code(text: str, words: list[str]) -> None:
    assert search.words(text) == words
    apart = search.apart(text)
    assert apart.replace(search.JOINT, "") == text
    assert [word for part in apart.split() for word in search.words(part)] == words
    assert all(len(search.words(part)) <= 1 for part in apart.split())


def test_every_page_has_a_weight_and_lists_of_links_have_little() -> None:
    names = [path.stem for path in (ROOT / "docs" / "en").glob("*.md")]
    weights = {name: search.weight(name, "part") for name in names}
    assert weights["mistakes_targets"] > weights["softmax"] > weights["glossary"]
    assert weights["glossary"] > weights["exercises_scale"] > weights["about"]
    assert search.weight("softmax", "read-next") < min(weights.values())


def test_both_languages_have_their_index_and_only_what_is_used(site: TinySite) -> None:
    site.build()
    folder = site.site / "pagefind"
    for language in ("en", "ko"):
        told: dict[str, Any] = json.loads(site.read(f"pagefind/ranking.{language}.json"))
        assert told["pages"] == ["Heading", "Heading"]
        hashes = {one[0] for one in told["sections"]}
        assert all((folder / "fragment" / f"{name}.pf_fragment").is_file() for name in hashes)
        fragment = (folder / "fragment" / f"{hashes.pop()}.pf_fragment").read_bytes()
        assert b"Other" in zlib.decompress(fragment, 31)
    scripts = sorted(path.name for path in folder.glob("*.*s"))
    assert scripts == ["pagefind-worker.js", "pagefind.js"]
    assert "data-pagefind" not in site.read("other/index.html")


def test_synonyms_are_words_of_the_pages(site: TinySite) -> None:
    site.write("docs/synonyms.yml", "en:\n  heading:\n    - Head Line\nko: {}\n")
    site.build()
    told = json.loads(site.read("pagefind/ranking.en.json"))["synonyms"]
    assert told == [["head line", "heading"]]
    site.write("docs/synonyms.yml", "en: {}\nko:\n  lost heading:\n    - a\n")
    said = "docs/synonyms.yml: lost heading: no page of docs/ko has the word lost"
    assert said in site.faults("en", "ko")


@pytest.mark.parametrize(
    "text",
    ["en: {}\n", "en: {heading: word}\nko: {}\n", "- a\n", "en: [\n", "en: {a: [1]}\nko: {}"],
)
def test_synonyms_of_another_form_are_named(site: TinySite, text: str) -> None:
    site.write("docs/synonyms.yml", text)
    assert "docs/synonyms.yml: must hold, for en and ko, " in site.faults("en", "ko")


def test_incomplete_packages_are_told(
    site: TinySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    shutil.copy(ROOT / "web/search.mjs", tmp_path)
    monkeypatch.setattr(node, "WEB", tmp_path)
    said = r"^web/search.mjs: failed, is web/node_modules complete\? Error .*'pagefind'"
    with pytest.raises(Problem, match=said):
        search.write_index(site.root, site.site)


def test_a_page_without_headings_is_named(site: TinySite) -> None:
    site.build("en")
    (site.site / "other/index.html").write_text("<article><p>a</p></article>", encoding="utf-8")
    with pytest.raises(Problem, match=r"other/index.html: has no heading with an id"):
        search.records(site.site, "en")
