"""What a page needs for its explorables is there, and what is wrong is told by page and line."""

import gzip
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from builder.stage.explorables import problems
from builder.words import WORDS
from tests.site.tiny import TinySite
from verify import ROOT
from verify.pages import programs_for

SHARED = WORDS["en"]["explorables"]
SOURCES = {
    "explorable": "export const base = (texts) => texts.title + texts.reset;\n",
    "toy": "export const toy = ({ texts }) => [texts.name];\n",
}
TEXTS = {"title": 'It\'s <b> & "more"', "name": "이름"}
TOY = "<explore-toy></explore-toy>"
ALONE = f"\n\n{TOY}\n\n"
BUDGET = 12_000  # bytes, gzipped, of what one explorable loads
SCRIPTS = {path.stem for path in (ROOT / "web/explorables").glob("*.js")}
NAMES = sorted(name for name in SCRIPTS if not name.startswith("explorable"))


def plant(site: TinySite, texts: dict[str, str]) -> None:
    """Give the page an explorable, whose texts begin on line 4."""
    (site.root / "web").unlink()
    for name, source in SOURCES.items():
        site.write(f"web/explorables/{name}.js", source)
    meta = json.dumps({"toy": texts}, ensure_ascii=False)  # which is YAML too
    site.page("other", f"First line.\n\n{TOY}")
    path = site.root / "docs/en/other.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n---", f"\nexplorables: {meta}\n---", 1), encoding="utf-8")


def test_an_element_gets_its_texts_and_its_script(site: TinySite) -> None:
    plant(site, TEXTS)
    site.build("en")
    page = site.read("other/index.html")
    attributes = r"class=\"explorable\" id=\"explore-toy\" src=\"([^\"]*)\" texts='([^']*)'"
    element = re.search(f"<explore-toy {attributes}></explore-toy>", page)
    assert element
    assert element[1] == "../assets/explorables/toy.js"
    assert json.loads(html.unescape(element[2])) == SHARED | TEXTS
    for name, source in SOURCES.items():
        assert site.read(f"assets/explorables/{name}.js") == source
    assert "explorables/" not in site.read("index.html")


def test_what_is_read_as_one_stays_in_one_line_of_a_text(site: TinySite) -> None:
    plant(site, TEXTS | {"title": "Class 2 and 50 %", "name": "10분의 1까지"})
    site.build("en")
    page = html.unescape(site.read("other/index.html"))
    assert '"title":"Class 2 and 50\xa0%","name":"10분의\xa01까지"' in page


def test_a_missing_text_names_page_and_line(site: TinySite) -> None:
    plant(site, {"title": "Title"})
    assert "docs/en/other.md:4: the text name of explorables: toy: is missing" in site.faults()


def test_any_page_may_show_an_explorable_whose_texts_one_page_has(site: TinySite) -> None:
    plant(site, TEXTS)
    site.page("index", f"First line.\n\n{TOY}")
    site.build("en")
    attributes = r"class=\"explorable\" id=\"explore-toy\" src=\"([^\"]*)\" texts='([^']*)'"
    own = re.search(f"<explore-toy {attributes}>", site.read("index.html"))
    others = re.search(f"<explore-toy {attributes}>", site.read("other/index.html"))
    assert own and others
    assert own[1] == "assets/explorables/toy.js"
    assert own[2] == others[2]


def test_an_explorable_whose_texts_no_page_has_names_page_and_line(site: TinySite) -> None:
    plant(site, TEXTS)
    path = site.root / "docs/en/other.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "explorables:" not in line), encoding="utf-8")
    assert "docs/en/other.md:10: no page has the texts of <explore-toy>" in site.faults()


def test_texts_that_two_pages_have_name_both(site: TinySite) -> None:
    plant(site, TEXTS)
    site.page("second", f"First line.\n\n{TOY}")
    path = site.root / "docs/en/second.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n---", f"\nexplorables:\n  toy: {json.dumps(TEXTS)}\n---", 1))
    fault = "docs/en/second.md:5: the texts of toy stand in docs/en/other.md too; keep one"
    assert fault in site.faults()


def test_an_output_that_a_script_loads_is_published_or_missed(site: TinySite) -> None:
    plant(site, TEXTS)
    source = SOURCES["toy"] + 'fetch(new URL("data/other/numbers.json", import.meta.url));\n'
    site.write("web/explorables/toy.js", source)
    fault = "docs/en/other.md:11: needs snippets/other/numbers.out, which is missing"
    assert fault in site.faults()
    site.write("snippets/other/numbers.out", "[1]\n")
    site.build("en")
    assert site.read("assets/explorables/data/other/numbers.json") == "[1]\n"


@pytest.mark.parametrize(
    ("content", "given", "place", "message"),
    [
        (
            ALONE,
            {"toy": TEXTS | {"more": "x"}},
            "explorables:",
            "more of .* used nowhere",
        ),
        (ALONE, {"toy": TEXTS | {"name": 1}}, "explorables:", "name of .* is not a text"),
        (ALONE, {"toy": TEXTS | {"name": " "}}, "explorables:", "name of .* not a text"),
        (ALONE, ["toy"], "explorables:", "must hold a name for each element"),
        (ALONE, {"toy": None}, "explorables:", "must hold a name for each element"),
        ("Text.", {"toy": TEXTS}, "explorables:", "title of .* is used nowhere"),
        ("\n\n<explore-top></explore-top>\n\n", {}, "<explore-top>", "no web/explorables/top.js"),
        (f"See {TOY}", {"toy": TEXTS}, "<explore-toy>", "must be empty and alone"),
        (ALONE * 2, {"toy": TEXTS}, "<explore-toy>", "stands twice on this page"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    content: str, given: Any, place: str, message: str
) -> None:
    found = problems(content, given, SHARED, SOURCES)
    assert any(there == place and re.search(message, said) for there, said in found)


def test_a_sound_page_passes() -> None:
    assert list(problems(ALONE, {"toy": TEXTS}, SHARED, SOURCES)) == []


def loaded_by(script: Path) -> set[Path]:
    """Return what a built script loads, itself among it."""
    source = script.read_text(encoding="utf-8")
    loaded = {script, *(script.parent / f"data/{name}.json" for name in programs_for(source))}
    for name in re.findall(r'from"\./(.+?)"', source):
        loaded |= loaded_by(script.with_name(name))
    return loaded


@pytest.mark.parametrize("name", NAMES)
def test_an_explorable_is_light(built_site: Path, name: str) -> None:
    folder = built_site / "assets" / "explorables"
    loaded = {folder / "explorable.css", *loaded_by(folder / f"{name}.js")}
    assert folder / "explorable.js" in loaded
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in loaded) <= BUDGET
