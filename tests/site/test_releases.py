"""The table of what other releases print is made of what their runs left."""

import json

from bs4 import BeautifulSoup

from tests.site.tiny import TinySite

PLACE = "<other-releases></other-releases>"
SHOWN = '```python title="bars.py"\n--8<-- "snippets/other/bars.py"\n```'
SAID = "TypeError: `a` | b"


def table(site: TinySite, path: str) -> list[list[str]]:
    page = BeautifulSoup(site.read(path), "html.parser")
    return [[cell.text for cell in row(["td"])] for row in page.select("tbody tr")]


def write(site: TinySite, program: str) -> None:
    found = {"1.0.0": {program: [SAID]}, "1.1.0": {program: [SAID]}, "2.0.0": {}, "2.1.0": {}}
    site.write("messages/versions.json", json.dumps(found))
    for language in ("en", "ko"):
        site.page("index", PLACE, language)
        site.page("other", SHOWN, language)


def test_a_row_has_the_releases_that_say_the_same(site: TinySite) -> None:
    write(site, "other/bars")
    site.build()
    assert table(site, "index.html") == [
        ["bars.py", f"1.0.0, 1.1.0:{SAID}"],
        ["", "2.0.0, 2.1.0:what is published"],
    ]
    assert [row[1:] for row in table(site, "ko/index.html")] == [
        [f"1.0.0, 1.1.0:{SAID}"],
        ["2.0.0, 2.1.0:공개된 그대로"],
    ]
    page = BeautifulSoup(site.read("index.html"), "html.parser")
    assert [link["href"] for link in page.select("tbody a")] == ["other/#heading"]


def test_the_message_that_is_published_is_shown_beside_others(site: TinySite) -> None:
    write(site, "other/bars")
    site.write("snippets/other/bars.out", "printed\nTypeError: a or b\n")
    site.build("en")
    assert table(site, "index.html")[1] == ["", "2.0.0, 2.1.0:TypeError: a or b"]


def test_a_message_that_goes_on_does_not_end_in_an_open_bracket(site: TinySite) -> None:
    write(site, "other/bars")
    found = {"1.0.0": {"other/bars": ["UserWarning: f(x) may change (See"]}}
    site.write("messages/versions.json", json.dumps(found))
    site.build("en")
    assert table(site, "index.html") == [["bars.py", "1.0.0:UserWarning: f(x) may change …"]]


def test_a_program_that_no_page_shows_fails_the_build(site: TinySite) -> None:
    write(site, "other/gone")
    assert "docs/en/index.md:8: messages/versions.json has other/gone" in site.faults()
