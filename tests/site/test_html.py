"""The built HTML is valid, and every link in it leads somewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATH, ServedSite
from tests.site.tiny import URL, TinySite
from verify import ROOT

VNU = ROOT / "web" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NO_JAVA = "no java; get one: apt-get install default-jre-headless"
# The theme has it on checkboxes and radio buttons, for which HTML knows it not; browsers do.
THEME_S = ".*autocomplete.* is only allowed when the input type is .*"
# In a list of links these say nothing; Lighthouse asks for more in both languages, too.
VAGUE = {"click", "go", "here", "information", "learn more", "more", "more information", "start"}
VAGUE |= {"this", "계속", "링크", "여기", "이동", "자세히", "자세히 보기", "전체 보기", "클릭"}
LYCHEE = str(Path(sys.executable).parent / "lychee")


@pytest.fixture
def java() -> None:
    """Java, which CI fails without."""
    if not shutil.which("java"):
        if os.environ.get("CI"):
            pytest.fail(NO_JAVA)
        pytest.skip(NO_JAVA)


def html_errors(site: Path) -> list[str]:
    """What the Nu Html Checker says of all pages below `site`, in one call."""
    command = ["java", "-Xss1m", "-jar", str(VNU), "--errors-only", "--skip-non-html"]
    command += ["--format", "gnu", "--filterpattern", THEME_S, str(site)]
    done = subprocess.run(command, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return [line.replace(f"file:{site}/", "").replace('"', "", 2) for line in lines]


def broken_links(site: Path, url: str, root: Path) -> dict[str, list[str]]:
    """The links within a site that lead to no file or no place of it, by page.

    `root` is an empty directory, which becomes that of the host that has the site at `url`.
    """
    place = root / PATH.strip("/")
    place.symlink_to(site)
    command = [LYCHEE, "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    command += ["--root-dir", str(root), "--remap", f"{url} file://{place}/"]
    command += ["--index-files", "index.html", f"{place}/**/*.html"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    return {
        str(Path(page).relative_to(place)): [str(error["url"]) for error in errors]
        for page, errors in told["error_map"].items()
    }


@pytest.mark.usefixtures("java")
def test_the_published_html_is_valid(built_site: Path) -> None:
    assert html_errors(built_site) == []


@pytest.mark.usefixtures("java")
def test_invalid_html_is_told_by_page(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>T</title><p autocomplete="off"><li>x'
    (tmp_path / "one.html").write_text(page, encoding="utf-8")
    said = html_errors(tmp_path)
    assert any(line.startswith("one.html:1.") and "autocomplete" in line for line in said), said


def test_every_link_of_the_published_site_leads_somewhere(
    served_site: ServedSite, tmp_path: Path
) -> None:
    assert broken_links(served_site.directory, served_site.url, tmp_path) == {}


def test_a_link_that_leads_nowhere_is_named(site: TinySite, tmp_path: Path) -> None:
    site.build()
    broken = ["../lost/", "../#lost", "../ko/other/#lost", "/elsewhere/", f"{URL}lost/"]
    sound = ["../ko/other/#heading", "https://other.example/lost/", "mailto:a@other.example"]
    path = site.site / "other" / "index.html"
    links = "".join(f'<a href="{link}">x</a>' for link in broken + sound)
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("</article>", f"{links}</article>"), "utf-8")
    (root := tmp_path / "host").mkdir()
    (found,) = broken_links(site.site, URL, root).items()
    assert found[0] == "other/index.html"
    assert len(found[1]) == len(broken)
    assert sum("lost" in link or "elsewhere" in link for link in found[1]) == len(broken)


def vague_links(site: Path) -> list[str]:
    """The links below `site` whose text does not say where they lead, by page."""
    found = []
    for path in sorted(site.rglob("*.html")):
        links = re.findall(r"<a\b[^>]*>(.*?)</a>", path.read_text(encoding="utf-8"), re.S)
        texts = [re.sub("<[^>]*>", "", link).strip() for link in links]
        found += [f"{path.relative_to(site)}: {text}" for text in texts if text.lower() in VAGUE]
    return found


def test_every_link_says_where_it_leads(built_site: Path) -> None:
    assert vague_links(built_site) == []


def test_a_link_that_says_nothing_is_named(tmp_path: Path) -> None:
    page = '<a href="a/">Start</a> <a href="b/">start here</a> <a\nhref=c><b>여기</b>\n</a>'
    (tmp_path / "one.html").write_text(page, encoding="utf-8")
    assert vague_links(tmp_path) == ["one.html: Start", "one.html: 여기"]


def misspelt(*paths: Path) -> list[str]:
    command = [sys.executable, "-m", "codespell_lib", *map(str, paths)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.splitlines()


def test_the_english_text_is_spelt_well() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    files = [ROOT / name for name in listed.splitlines() if not name.startswith("docs/ko/")]
    files.remove(ROOT / "tests/browser/queries.py")  # readers mistype
    files.remove(ROOT / "tests/mutants/survivors.yml")  # where each fault begins within a word
    texts = [file for file in files if file.suffix in {".md", ".py", ".mjs", ".js", ".yml"}]
    found = misspelt(*(file for file in texts if file.exists()))
    assert not found, "\n".join(found)


def test_a_misspelt_word_is_told_by_its_place(tmp_path: Path) -> None:
    wrong = "rec" + "ieve"  # in two, or this file would be told of
    (tmp_path / "page.md").write_text(f"One.\n\nWe {wrong} it.\n", encoding="utf-8")
    assert misspelt(tmp_path) == [f"{tmp_path}/page.md:3: {wrong} ==> receive"]
