"""Each page says what it is, to search engines, link previews and programs, wherever it is put."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from builder import build
from tests.site.tiny import TinySite

INCLUDED = '```python title="bars.py"\n--8<-- "snippets/other/bars.py"\n```\n\n{{ programs }}.'


def head(site: TinySite, path: str) -> BeautifulSoup:
    return BeautifulSoup(site.read(path).partition("</head>")[0], "html.parser")


@pytest.mark.parametrize("key", ["title", "description"])
@pytest.mark.parametrize("planted", ["", "{key}:", '{key}: " "'])
def test_a_page_that_does_not_say_what_it_is_about_is_named(
    site: TinySite, key: str, planted: str
) -> None:
    path = site.root / "docs/en/other.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^{key}: .*$", planted.format(key=key), text, flags=re.M))
    assert f"docs/en/other.md:1: has no {key} in its front matter" in site.faults()


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        (
            "title: A: b\n",
            "2: is no YAML: mapping values are not allowed here; a text with a colon",
        ),
        ("title: A\ntags: [b\n", "3: is no YAML: expected ',' or ']', but got '<stream end>'"),
        ("a title\n", "1: has front matter that is no list of names and values"),
    ],
)
def test_front_matter_that_cannot_be_read_is_named(
    site: TinySite, planted: str, message: str
) -> None:
    (site.root / "docs/en/other.md").write_text(f"---\n{planted}---\n\nText.\n")
    assert f"docs/en/other.md:{message}" in site.faults()


def test_front_matter_without_an_end_is_named(site: TinySite) -> None:
    (site.root / "docs/en/other.md").write_text("---\ntitle: A\n\nText.\n")
    assert "docs/en/other.md:1: has front matter without a line ---" in site.faults()


def test_a_link_preview_shows_the_page(site: TinySite) -> None:
    path = site.root / "docs/ko/other.md"
    text = path.read_text(encoding="utf-8").replace("A page of a test.", "A \"page\" & 'more' </b>")
    path.write_text(text.replace('A "page"', '\'A "page"').replace("'more' </b>", "</b>'"))
    site.build()
    page = head(site, "ko/other/index.html")
    told = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}
    assert told["og:title"] == "Title of other"
    assert told["og:description"] == 'A "page" & </b>'
    assert told["og:url"] == "https://example.org/softmax/ko/other/"
    assert (told["og:locale"], told["og:locale:alternate"]) == ("ko_KR", "en_US")
    assert told["og:image"] == "https://example.org/softmax/ko/other/card.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    link = page.find("link", rel="canonical")
    assert link is not None
    assert link["href"] == told["og:url"]


def test_each_page_has_a_card_with_its_title(site: TinySite) -> None:
    site.is_finished = True
    site.page("other", "Text.", "ko")
    path = site.root / "docs/ko/other.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Title of other", "다른 것"), "utf-8")
    site.build()
    cards = [(site.site / path / "card.png").read_bytes() for path in ("", "other", "ko/other")]
    pictures = [Image.open(BytesIO(card)).convert("RGB") for card in cards]
    assert {picture.size for picture in pictures} == {(1200, 630)}
    # The title is white, on the ground of its third of the card.
    whites = [picture.crop((80, 80, 1100, 200)).getcolors(9999) or [] for picture in pictures]
    assert all({colour: n for n, colour in found}[255, 255, 255] > 2000 for found in whites)
    assert len(set(cards)) == 3


def test_a_page_says_how_to_cite_it(site: TinySite) -> None:
    site.build()
    other, home = (
        BeautifulSoup(site.read(f"ko/{name}index.html"), "html.parser").select_one(".cite")
        for name in ("other/", "")
    )
    assert other and other.p and other.pre and home and home.p
    address = "https://example.org/softmax/ko/"
    assert other.p.get_text() == f"소프트맥스 분류 (1970). Title of other. {address}other/"
    address_with_ends = "https://example.org/<wbr/>softmax/<wbr/>ko/<wbr/>other/<wbr/>"
    assert other.p.decode_contents().endswith(address_with_ends)
    assert " ".join(home.p.get_text().split()) == f"소프트맥스 분류 (1970). {address}"
    assert dict(re.findall(r"(\w+) = \{+(.*?)\}+", other.pre.get_text())) == {
        "author": "소프트맥스 분류",
        "title": "Title of other",
        "year": "1970",
        "url": f"{address}other/",
    }
    in_it = address_with_ends.removesuffix("<wbr/>")
    assert f"url = {{{in_it}}}\n" in other.pre.decode_contents()  # no line begins with the bracket


def test_robots_are_told_both_sitemaps(site: TinySite) -> None:
    site.build()
    robots = site.read("robots.txt")
    for address in ("https://example.org/softmax/sitemap.xml", "softmax/ko/sitemap.xml"):
        assert address in robots


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_are_there_as_markdown(site: TinySite, language: str) -> None:
    for each in ("en", "ko"):
        site.page("other", INCLUDED, each)
    site.build()
    folder = build.PATHS[language]
    listed = re.findall(
        r"\[[^]]*\]\(https://example.org/softmax/(\S*\.md)\)", site.read(f"{folder}llms.txt")
    )
    assert listed == [f"{folder}index.md", f"{folder}other.md"]
    text = site.read(f"{folder}other.md")
    assert f"url: https://example.org/softmax/{folder}other/" in text
    assert 'title="bars.py"\nprint("printed")\n```\n\n1.' in text
    assert "--8<--" not in text


def test_the_page_for_an_unknown_address_helps_in_its_language(site: TinySite) -> None:
    site.build()
    english = BeautifulSoup(site.read("404.html"), "html.parser")
    korean = BeautifulSoup(site.read("ko/404.html"), "html.parser")
    assert [tag["data-missing"] for tag in english.select("[data-missing]")] == ["en", "ko"]
    assert [tag["data-missing"] for tag in korean.select("[data-missing]")] == ["ko"]
    for page, folder in ((english, ""), (korean, "ko/")):
        links = {str(tag["href"]) for tag in page.select("article a")}
        assert f"/softmax/{folder}other/" in links
        assert page.find("meta", attrs={"name": "robots", "content": "noindex"})
        assert page.title
        assert page.title.get_text() != ""
    assert "페이지를 찾을 수 없습니다" in site.read("ko/404.html")


ADDRESS = re.compile(r'\s(?:href|src)="([^"]*)"')


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org/softmax/"])
def test_links_work_at_a_root_and_below_a_path(site: TinySite, url: str) -> None:
    for language in build.PATHS:
        site.page("other", "[Home](index.md)\n\n" + INCLUDED, language)
    build.build(site.root, site.site, url)
    followed = 0
    for path in site.site.rglob("*.html"):
        here = url + path.relative_to(site.site).as_posix().removesuffix("index.html")
        for link in ADDRESS.findall(path.read_text(encoding="utf-8")):
            there = urljoin(here, link)
            if not there.startswith("https://example.org/"):
                continue
            assert there.startswith(url), f"{path}: {link} leaves the site"
            file = Path(site.site, unquote(urlsplit(there).path).removeprefix(urlsplit(url).path))
            file = file / "index.html" if file.is_dir() else file
            assert file.exists(), f"{path}: {link} leads nowhere"
            followed += 1
    assert followed > 50
