"""The form that names an entry, and the rules that it reads."""

import json

import pytest
from bs4 import BeautifulSoup

from builder import build
from builder.stage.finder import RULES
from builder.words import WORDS
from tests.site.tiny import PAGE, TinySite
from verify import ROOT

PLACE = "mistakes_toy.md#heading"
GOOD = f"""\
{PLACE}:
  - says: [expected … got]
  - when: [nan-first]
"""


@pytest.fixture(autouse=True)
def entry(site: TinySite) -> None:
    """The tiny site has an entry, with rules, and the form."""
    for language in WORDS:
        page = PAGE.replace("# Heading", "# Title\n\n## Heading").format(name="toy", text="Text.")
        site.write(f"docs/{language}/mistakes_toy.md", page)
        text = "<find-mistake></find-mistake>\n\n<find-mistake short></find-mistake>"
        site.page("other", text, language)
        config = build.CONFIGS[language]
        pages = "nav: [index.md, other.md, mistakes_toy.md]"
        site.write(config, f"INHERIT: {ROOT / config}\n{pages}\n")
    site.write(RULES, GOOD)


def test_pages_have_the_form_and_each_language_its_rules(site: TinySite) -> None:
    site.build()
    for language, path in (("en", ""), ("ko", "ko/")):
        page = BeautifulSoup(site.read(f"{path}other/index.html"), "html.parser")
        whole, short = page.select("form.find-mistake")
        names = [str(field["name"]) for field in whole.select("textarea, input, select")]
        assert names[0] == "message"
        assert names[-2:] == ["classes", "loss"]
        assert all(field.find_parent("label") for field in whole.select("textarea, input, select"))
        assert [field["name"] for field in short.select("textarea, input, select")] == ["message"]
        assert short.select("a")[0]["href"] == "../mistakes/#what-is-wrong-with-my-loss"
        assert whole["aria-label"] == WORDS[language]["finder"]["title"]
        rules = json.loads(site.read(f"{path}assets/mistakes.json"))
        (told,) = rules["entries"]
        assert (told["to"], told["title"]) == ("mistakes_toy/#heading", "Heading")
        assert told["rules"] == [{"says": ["expected … got"]}, {"when": ["nan-first"]}]
        assert WORDS[language]["finder"]["symptoms"]["nan-first"] in rules["facts"]["nan-first"]


def test_a_reason_stands_for_rules(site: TinySite) -> None:
    site.write(RULES, f"{PLACE}: it has no symptom\n")
    site.build("en")
    assert json.loads(site.read("assets/mistakes.json"))["entries"] == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (f"{GOOD}mistakes_toy.md#other: none\n", ":4: mistakes_toy.md#other is no entry of a page"),
        ("{}\n", f": {PLACE} has no rule; add one, or the reason why it needs none"),
        ("- says\n", ":1: must hold places of entries"),
        ("a: [\n", ":2: is no YAML"),
        (f"{PLACE}:\n  - says: [Expected]\n", ":2: the phrase Expected may have lower-case words"),
        (f"{PLACE}:\n  - says: [(a+)+]\n", ":2: the phrase (a+)+ may have lower-case words"),
        (f"{PLACE}:\n  - when: [nan-soon]\n", ":2: the fact nan-soon is unknown; known are ln-k"),
        (f"{PLACE}:\n  - say: [a]\n", f":1: {PLACE} must have a list of rules, each with says"),
        (f"{PLACE}:\n  - number: [1]\n", f":1: {PLACE} must have a list of rules, each with says"),
        (f"{PLACE}:\n  - says: a b\n", f":1: {PLACE} must have a list of rules, each with says"),
        (f"{PLACE}: []\n", f":1: {PLACE} must have a list of rules, each with says"),
    ],
)
def test_a_wrong_rule_is_told(site: TinySite, rules: str, said: str) -> None:
    site.write(RULES, rules)
    assert f"{RULES}{said}" in site.faults()


def test_a_form_without_rules_is_told(site: TinySite) -> None:
    (site.root / RULES).unlink()
    said = "docs/en/other.md:8: <find-mistake> needs docs/mistakes.yml, which is missing"
    assert said in site.faults()
