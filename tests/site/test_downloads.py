"""What a reader may take along, and where a page says it comes from."""

import re
import subprocess

import pytest

from tests.site.tiny import TinySite

SHOWN = '```python title="{}"\n--8<-- "snippets/{}"\n```\n'
LINK = re.compile(r'<a class="download" href="([^"]*py)" download[^>]*>([^<]*)</a>')


# Downloads.


def test_a_program_is_there_as_a_file_without_a_script(site: TinySite) -> None:
    marked = "# --8<-- [start:a]\nprint(1)\n# --8<-- [end:a]\nprint(2)\n"
    site.write("snippets/other/marked.py", marked)
    text = SHOWN.format("marked.py", "other/marked.py:a") + '\n```python title="own.py"\n1\n```'
    for language in ("en", "ko"):
        site.page("other", text, language)
    site.build()
    english, korean = LINK.findall(site.read("other/index.html") + site.read("ko/other/index.html"))
    assert english == ("../snippets/other/marked.py", "Download")
    assert korean == ("../snippets/other/marked.py", "내려받기")
    for folder in ("", "ko/"):
        assert site.read(f"{folder}snippets/other/marked.py") == "print(1)\nprint(2)\n"


def test_a_program_without_its_title_is_named(site: TinySite) -> None:
    site.page("other", '```python title="other.py"\n--8<-- "snippets/other/bars.py"\n```')
    said = "docs/en/other.md:9: snippets/other/bars.py is shown without the title bars.py, which"
    assert said in site.faults()


def test_two_programs_of_one_name_on_a_page_are_named(site: TinySite) -> None:
    site.write("snippets/more/bars.py", "print(2)\n")
    site.page(
        "other", SHOWN.format("bars.py", "other/bars.py") + SHOWN.format("bars.py", "more/bars.py")
    )
    said = "docs/en/other.md:12: snippets/more/bars.py has the name of snippets/other/bars.py"
    assert said in site.faults()


# The repository.


def git(site: TinySite, *arguments: str, day: str = "2026-01-02") -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
    command = ["git", "-C", str(site.root), *who, *arguments]
    subprocess.run(command, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin", **when})


def test_without_a_repository_nothing_is_said_of_one(site: TinySite) -> None:
    site.build("en")
    assert "page-source" not in site.read("other/index.html")
    assert "md-source" not in site.read("other/index.html")


def test_a_page_links_to_its_source_and_says_when_it_changed(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/softmax")
    git(site, "init", "-q")
    git(site, "add", "docs", "snippets")
    git(site, "commit", "-q", "-m", "a")
    site.write("snippets/other/bars.py", "print(3)\n")
    git(site, "commit", "-q", "-a", "-m", "b", day="2026-03-04")
    site.build()
    edit = "https://github.com/someone/softmax/edit/main/docs"
    page = site.read("ko/other/index.html")
    assert f'<a href="{edit}/ko/other.md" rel="edit noopener">이 페이지를 편집</a>' in page
    assert '<time datetime="2026-03-04">' in page  # its program changed then
    assert "<p>소프트맥스 분류 (2026-03-04). " in page
    assert f'href="{edit}/en/index.md"' in site.read("index.html")
    assert '<time datetime="2026-01-02">' in site.read("index.html")
    assert 'data-md-component="source"' not in page  # the theme's script would ask for its stars


def test_a_shallow_clone_knows_no_days(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/softmax")
    git(site, "init", "-q")
    git(site, "add", "docs")
    git(site, "commit", "-q", "-m", "a")
    (site.root / ".git/shallow").write_text(
        subprocess.check_output(["git", "-C", str(site.root), "rev-parse", "HEAD"], text=True)
    )
    site.build("en")
    assert "<time" not in site.read("other/index.html")


# Licences.


def test_the_licences_of_what_is_shipped_are_published(site: TinySite) -> None:
    site.build("en")
    holders = {"material": "Martin Donath", "icons": "Pictogrammers", "font-awesome": "Fonticons"}
    holders |= {"pagefind": "Pagefind", "python": "NumPy Developers"}
    holders |= {"nanum-gothic": "NHN", "workbox": "Google"}
    for name, holder in holders.items():
        assert holder in site.read(f"assets/licences/{name}.txt")
