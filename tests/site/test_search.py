"""The index of the search holds what a reader reads, section by section, and nothing else."""

import json
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest

from builder import build, node
from builder.finish.search import write_index
from tests.site.tiny import TinySite
from verify import ROOT, Problem

QUESTION = """\
/// question
How much?

- [x] Half

    The right way.

- [ ] Nothing

    The wrong way.
///
"""
SIGNATURE = b"pagefind_dcd"
JOINT = " \u2063"
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


def ranking(site: TinySite, language: str = "en") -> dict[str, Any]:
    told: dict[str, Any] = json.loads(site.read(f"pagefind/ranking.{language}.json"))
    return told


def sections(site: TinySite, language: str = "en") -> dict[str, str]:
    """Return the texts, after their headings, by their places on the other page."""
    texts = {}
    for name, url, *_ in ranking(site, language)["sections"]:
        fragment = (site.site / f"pagefind/fragment/{name}.pf_fragment").read_bytes()
        text = json.loads(zlib.decompress(fragment, 31).removeprefix(SIGNATURE))["content"]
        texts[url] = text.replace(JOINT, "")
    return {url.rpartition("/")[2]: text for url, text in texts.items() if "other/" in url}


def test_a_page_is_taken_apart_at_its_headings(site: TinySite) -> None:
    site.page("other", "First.\n\n## Part `x` {#part}\n\nSecond.\n\n### Deep\n\nThird.")
    site.build()
    assert sections(site) == {
        "": "Heading. First.",
        "#part": "Part x. Second.",
        "#deep": "Deep. Third.",
    }
    told = ranking(site)
    assert [title for _, _, _, title, _ in told["sections"]][-3:] == ["", "Part x", "Deep"]
    assert {"part", "second", "deep"} <= set(told["words"].split())


def test_it_holds_short_formulas_and_no_figures(site: TinySite) -> None:
    figure = "![A bar](snippets/other/bars.svg)"
    long = r"$a + b + c + d + e + f + g + h$"
    logs = r"$\ln K$, $\log (a)$, $a \log p$"
    site.page("other", f"For $K$ classes, {long}, {logs}.\n\n$$x + y$$\n\n{figure}")
    site.build()
    assert sections(site)[""] == "Heading. For K classes, …, ln K, log(a), a log p."


def test_it_holds_programs_what_they_print_and_what_is_folded(site: TinySite) -> None:
    folded = '??? note "Folded"\n\n    Inside.\n\n'
    site.page("other", PRINTED + "\n" + QUESTION + "\n" + folded)
    site.build()
    text = sections(site)[""]
    for part in ('print("printed")', " printed ", "How much?", "The right way.", "Inside."):
        assert part in text, part
    assert not any(word in text for word in ("Download", "Link to", "¶", "Check"))


def test_it_leaves_out_what_exercises_print(site: TinySite) -> None:
    site.page("exercises_other", PRINTED)
    for config in build.CONFIGS.values():
        path = site.root / config
        path.write_text(path.read_text("utf-8").replace("]", ", exercises_other.md]"), "utf-8")
    site.page("exercises_other", PRINTED, "ko")
    site.build()
    assert " printed" not in sections(site)[""].replace('("printed")', "")


CODE = {
    "F.cross_entropy(z, y)": "f cross entropy z y",
    "ln 2 = 0.6931": "ln",  # numbers need no check
    "Softmax를 log-sum-exp": "softmax 를 log sum exp",
    "CrossEntropyLoss, float32": "crossentropyloss float32",
    "__ … →": "",
}


def test_words_end_at_the_punctuation_of_code(site: TinySite) -> None:
    site.page("other", "\n\n".join(f"`{code}`" for code in CODE))
    site.build()
    assert sections(site)[""] == " ".join(["Heading.", *CODE])
    known = set(ranking(site)["words"].split())
    assert known >= set(" ".join(CODE.values()).split())
    assert not [word for word in known if not word.isalnum()]


def test_lists_of_links_and_pages_about_the_site_weigh_little(site: TinySite) -> None:
    site.page("other", "Text.\n\n## Read next\n\n[Home](index.md)")
    site.build()
    weights = {url: weight for _, url, _, _, weight in ranking(site)["sections"]}
    assert weights["other/"] > weights[""] > weights["other/#read-next"]


def test_both_languages_have_their_index_and_only_what_is_used(site: TinySite) -> None:
    site.build()
    folder = site.site / "pagefind"
    for language in ("en", "ko"):
        told = ranking(site, language)
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
    with pytest.raises(Problem, match=r"^docs/synonyms.yml: must hold, for en and ko, "):
        write_index(site.root, site.site)


def test_incomplete_packages_are_told(
    site: TinySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    shutil.copy(ROOT / "web/search.mjs", tmp_path)
    monkeypatch.setattr(node, "WEB", tmp_path)
    said = r"^web/search.mjs: failed, is web/node_modules complete\? Error .*'htmlparser2'"
    with pytest.raises(Problem, match=said):
        write_index(site.root, site.site)


def test_a_page_without_headings_is_named(site: TinySite) -> None:
    site.build()
    (site.site / "other/index.html").write_text("<article><p>a</p></article>", encoding="utf-8")
    with pytest.raises(Problem, match=r"other/index.html: has no heading with an id"):
        write_index(site.root, site.site)
