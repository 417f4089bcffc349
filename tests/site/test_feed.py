"""The feed of a language has what its changelog says."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.conftest import PATH
from tests.site.tiny import TinySite
from verify import ROOT
from verify.pages import LANGUAGES

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_an_entry_for_each_section(built_site: Path, url: str, language: str) -> None:
    folder = built_site / ("" if language == "en" else language)
    home = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    (link,) = home.select('link[type="application/atom+xml"]')
    assert list(link["rel"]) == ["alternate"]
    feed = ET.parse(folder / str(link["href"])).getroot()
    changelog = (ROOT / f"docs/{language}/changelog.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## (\S*): (.*?)(?: \{.*)?$", changelog, re.M)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(sections) >= 5
    for entry, (day, title) in zip(entries, sections, strict=True):
        assert entry.findtext(f"{ATOM}title") == title
        assert entry.findtext(f"{ATOM}updated") == f"{day}T00:00:00Z"
        where = entry.find(f"{ATOM}link")
        assert where is not None
        content = BeautifulSoup(entry.findtext(f"{ATOM}content") or "", "html.parser")
        assert content.get_text(strip=True)
        for there in (where.attrib["href"], *(str(a["href"]) for a in content.select("a"))):
            assert there.startswith(url)
            path = urlsplit(there).path.removeprefix(PATH)
            page = (built_site / path / "index.html").read_text(encoding="utf-8")
            assert f'id="{urlsplit(there).fragment}"' in page or "#" not in there
    assert feed.findtext(f"{ATOM}updated") == f"{sections[0][0]}T00:00:00Z"


@pytest.mark.parametrize("wrong", ["2026-02-30: New", "New", "2026-01-01 New", "2026-03-01: New"])
def test_a_wrong_day_is_told_by_its_line(site: TinySite, wrong: str) -> None:
    for language in LANGUAGES:
        site.page("changelog", f"## 2026-02-01: Old\n\n## {wrong}", language)
    assert f"docs/en/changelog.md:10: ## {wrong} must begin with a day" in site.faults()
