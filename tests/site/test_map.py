"""The navigation in its groups, and the map of what needs what."""

from bs4 import BeautifulSoup

from tests.site.tiny import PAGE, TinySite
from verify import ROOT

FIRST = PAGE.replace("# Heading", "# Heading\n\n*You need: [the other](other.md).*")


def test_a_page_stands_below_what_it_needs(site: TinySite) -> None:
    site.page("other", "<page-map></page-map>")
    site.write("docs/en/index.md", FIRST.format(name="index", text="Text."))
    site.build("en")
    page = BeautifulSoup(site.read("other/index.html"), "html.parser")
    levels = [[link.text for link in level("a")] for level in page.select(".map ol > li")]
    assert levels == [["Title of other"], ["Title of index"]]


def test_pages_that_need_each_other_have_no_map(site: TinySite) -> None:
    site.write("docs/en/index.md", FIRST.format(name="index", text="<page-map></page-map>"))
    other = FIRST.replace("other.md", "index.md")
    site.write("docs/en/other.md", other.format(name="other", text="Text."))
    said = "docs/en/index.md:10: has no map, for these pages need each other: index.md, other.md"
    assert said in site.faults()


def test_groups_have_the_titles_of_their_language(site: TinySite) -> None:
    for config in ("mkdocs.yml", "mkdocs.ko.yml"):
        settings = f"INHERIT: {ROOT / config}\nnav: [index.md, fix: [other.md]]\n"
        site.write(config, settings)
    site.build()
    for path, title in ("", "Fix"), ("ko/", "고치기"):
        page = BeautifulSoup(site.read(f"{path}other/index.html"), "html.parser")
        assert page.select(".md-nav .group > span")[0].text == title
        assert page.select(".group-name")[0].text.strip() == title
