"""The built HTML is valid, and every link in it leads somewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ServedSite
from tests.site.tiny import ROOT, URL, TinySite
from verify.html import NO_JAVA, check_html, check_links


@pytest.fixture
def java() -> None:
    """Java, which CI fails without."""
    if not shutil.which("java"):
        if os.environ.get("CI"):
            pytest.fail(NO_JAVA)
        pytest.skip(NO_JAVA)


@pytest.mark.usefixtures("java")
def test_the_published_html_is_valid(built_site: Path) -> None:
    assert check_html(built_site) == []


@pytest.mark.usefixtures("java")
def test_invalid_html_is_told_by_page(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>T</title><p autocomplete="off"><li>x'
    (tmp_path / "one.html").write_text(page, encoding="utf-8")
    said = check_html(tmp_path)
    assert any(line.startswith("one.html:1.") and "autocomplete" in line for line in said), said


def test_every_link_of_the_published_site_leads_somewhere(served_site: ServedSite) -> None:
    found = check_links(served_site.directory, served_site.url)
    assert [str(problem) for problem in found] == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("../lost/", "../lost/ leads nowhere"),
        ("../#lost", "../#lost: there is no #lost"),
        ("../ko/other/#lost", "../ko/other/#lost: there is no #lost"),
        ("/elsewhere/", "/elsewhere/ leads out of the site"),
        ("../ko/other/#heading", None),
        ("https://other.example/lost/", None),
        ("mailto:a@other.example", None),
    ],
)
def test_a_link_that_leads_nowhere_is_named(site: TinySite, link: str, fault: str | None) -> None:
    site.build()
    path = site.site / "other" / "index.html"
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("</article>", f'<a href="{link}">x</a></article>'), "utf-8")
    found = [str(problem) for problem in check_links(site.site, URL)]
    assert found == ([f"other/index.html: {fault}"] if fault else [])


def misspelt(*paths: Path) -> list[str]:
    command = [sys.executable, "-m", "codespell_lib", *map(str, paths)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.splitlines()


def test_the_english_text_is_spelt_well() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    files = [ROOT / name for name in listed.splitlines() if not name.startswith("docs/ko/")]
    files.remove(ROOT / "tests/browser/queries.py")  # readers mistype
    texts = [file for file in files if file.suffix in {".md", ".py", ".mjs", ".js", ".yml"}]
    assert misspelt(*(file for file in texts if file.exists())) == []


def test_a_misspelt_word_is_told_by_its_place(tmp_path: Path) -> None:
    wrong = "rec" + "ieve"  # in two, or this file would be told of
    (tmp_path / "page.md").write_text(f"One.\n\nWe {wrong} it.\n", encoding="utf-8")
    assert misspelt(tmp_path) == [f"{tmp_path}/page.md:3: {wrong} ==> receive"]
