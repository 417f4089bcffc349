"""Links say what they lead to, and each address elsewhere has the title that it should show."""

from pathlib import Path

import pytest

from tests import links
from tests.links import EXCUSED, addresses, misleading, outside
from verify import ROOT
from verify.pages import LANGUAGES, Page, parse_page, read_pages

PAGE = "# Start\n\nSee {link}.\n\n## Gradient descent\n\nA step.\n\n## Loss\n\nBits or nats.\n"


def tiny(link: str) -> dict[str, Page]:
    other = parse_page("# Entropy\n\nText.\n", "docs/en/b.md", ROOT)
    return {"a.md": parse_page(PAGE.format(link=link), "docs/en/a.md", ROOT), "b.md": other}


def test_every_link_within_the_site_says_what_it_leads_to() -> None:
    told = [
        list(map(str, misleading(read_pages(ROOT, language)[0], EXCUSED))) for language in LANGUAGES
    ]
    unneeded = set(told[0]) & set(told[1])  # an excuse that neither language needs
    wrong = [line for said in told for line in said if not line.startswith("tests/links.yml")]
    assert [*wrong, *unneeded] == []


@pytest.mark.parametrize(
    "link",
    [
        "[gradient descent](#gradient-descent)",
        "[the gradients](a.md#gradient-descent)",
        "[`loss`](#loss)",
        "[bits and nats](#loss)",
        "[an entropy](b.md)",
    ],
)
def test_a_link_that_says_it_passes(link: str) -> None:
    assert list(misleading(tiny(link), {})) == []


@pytest.mark.parametrize(
    "link", ["[gradients](#loss)", "[here](#loss)", "[loss](#start)", "[steps](b.md)"]
)
def test_a_link_that_says_otherwise_is_told_by_its_line(link: str) -> None:
    (problem,) = misleading(tiny(link), {})
    assert str(problem).startswith("docs/en/a.md:3: the link ")
    target = link.partition("(")[2].rstrip(")")
    assert list(misleading(tiny(link), {"a.md": {target: "a reason"}})) == []


def test_a_link_to_no_section_is_told() -> None:
    (problem,) = misleading(tiny("[loss](#lost)"), {})
    assert str(problem) == "docs/en/a.md:3: the link 'loss' leads to #lost, which is no section"


def test_an_excuse_that_nothing_needs_is_told() -> None:
    (problem,) = misleading(tiny("[loss](#loss)"), {"a.md": {"#loss": "a reason"}})
    assert str(problem) == "tests/links.yml: a.md: #loss needs no excuse; drop it"


def test_each_address_elsewhere_has_its_title() -> None:
    linked = {
        address for language in LANGUAGES for address in outside(read_pages(ROOT, language)[0])
    }
    known = addresses()
    assert sorted(linked - known.keys()) == [], "say in docs/addresses.yml what they should show"
    assert sorted(known.keys() - linked) == [], "no page links to them; drop them"
    assert [address for address, title in known.items() if not str(title).strip()] == []


def test_another_title_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>\n Adam &amp; Eve - Docs </title>", encoding="utf-8")
    gone = tmp_path / "gone.html"
    monkeypatch.setattr(links, "addresses", lambda: {page.as_uri(): "Adam & Eve"})
    assert links.main() == 0
    monkeypatch.setattr(links, "addresses", lambda: {page.as_uri(): "Abel", gone.as_uri(): "Cain"})
    assert links.main() == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"docs/addresses.yml: {page.as_uri()} shows 'Adam & Eve - Docs', not 'Abel'"
    assert f"{gone.as_uri()} shows" in said[1]
    assert "nothing: " in said[1]
