"""No page loads or runs what its policy does not name, and what it would block fails the build."""

import base64
import hashlib
import html
import re
import shutil

import pytest

from builder.finish.policy import blocked
from tests.site.tiny import TinySite
from verify import ROOT

INLINE = re.compile(r"<script>(.*?)</script>", re.S)


def policy(page: str) -> dict[str, str]:
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert len(found) == 1
    return dict(part.split(" ", 1) for part in html.unescape(found[0]).split("; "))


# The policy.


def test_every_page_names_its_inline_scripts_and_nothing_more(site: TinySite) -> None:
    site.build()
    seen = set()
    for path in site.site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        told = policy(page)
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
            for script in INLINE.findall(page)
        }
        assert hashes
        assert set(told["script-src"].split()) == hashes | {"'self'"}
        assert told["default-src"] == told["base-uri"] == told["form-action"] == "'none'"
        assert [key for key, value in told.items() if "unsafe" in value] == ["style-src-attr"]
        assert page.index("Content-Security-Policy") < page.index("<script")
        seen.add(told["script-src"])
    assert len(seen) == 1  # instant navigation runs one page's scripts under another's policy


def test_hosts_are_told_the_policy_in_a_file(site: TinySite) -> None:
    site.build()
    headers = site.read("_headers")
    told = policy(site.read("ko/other/index.html"))
    for key, value in told.items():
        assert f"{key} {value}" in headers
    assert "frame-ancestors 'none'" in headers
    assert not (site.site / "ko/_headers").exists()


def test_hosts_let_only_search_and_python_run_webassembly(site: TinySite) -> None:
    site.build("en")
    everywhere, *places = re.split(r"(?m)^(?=/\S+/\*$)", site.read("_headers"))
    assert "wasm" not in everywhere
    plain = re.search(r"Content-Security-Policy: .*", everywhere)
    assert plain
    assert [place.split("\n")[0] for place in places] == ["/pagefind/*", "/assets/playground/*"]
    for place in places:
        _, dropped, told = place.split("\n")[:3]
        assert dropped.strip() == "! Content-Security-Policy"
        assert told.strip().replace(" 'wasm-unsafe-eval'", "") == plain[0]
        assert told.count("script-src 'self' 'wasm-unsafe-eval' ") == 1


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_inline_script_without_a_hash_names_its_page(site: TinySite, language: str) -> None:
    site.page("other", "<script>\nalert(1)\n</script>", language)
    said = f"docs/{language}/other.md: inline script alert(1) would be blocked; use a file"
    assert said in site.faults("en", "ko")


def test_a_handler_in_the_text_names_its_page(site: TinySite) -> None:
    site.page("other", '<p onclick="x()">a</p>')
    assert "docs/en/other.md: onclick would be blocked; use a file" in site.faults()


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<p onclick=x()>", "onclick"),
        ("<p title='a > b' ONCLICK='x()'>", "ONCLICK"),
        ('<img src="x.png"/onerror="x()">', "onerror"),
        ('<a href="/" ping="/">', "ping"),
        ('<form action="/">', "action"),
        ("<a href=javascript:x()>", "javascript:"),
        ('<meta http-equiv="refresh" content="0; url=/">', "meta"),
        ('<base href="/">', "base"),
        ("<style>p {}</style>", "style"),
        ("<iframe src=x.html>", "iframe"),
        ('<img src="//example.org/x.png">', "//"),
        ('<script src="https://example.org/x.js">', "https://"),
    ],
)
def test_what_a_policy_blocks_or_cannot_is_told(html: str, what: str) -> None:
    assert blocked(html) == what


def test_what_only_looks_blocked_is_not() -> None:
    harmless = (
        """<explore-toy texts='{"a": "&lt;b onclick=x()>"}'></explore-toy><p>onclick=x()</p>"""
    )
    assert blocked(harmless) is None
    assert blocked('<form><img src="x.png"><a href="https://example.org/?on=1">a</a>') is None


def test_data_needs_no_hash(site: TinySite) -> None:
    site.page("other", '<script type="application/json">{"a": 1}</script>')
    site.build("en")
    assert '{"a": 1}' in site.read("other/index.html")


def test_a_page_without_a_place_for_the_policy_is_named(site: TinySite) -> None:
    (site.root / "theme").unlink()
    shutil.copytree(ROOT / "theme", site.root / "theme")
    main = site.root / "theme/main.html"
    main.write_text(main.read_text(encoding="utf-8").replace("<!-- policy -->", ""), "utf-8")
    assert "404.html: has no place for the policy, <!-- policy -->" in site.faults()


# Settings.


def test_both_languages_share_one_setting(site: TinySite) -> None:
    site.build()
    pages = [path.read_text(encoding="utf-8") for path in site.site.rglob("*.html")]
    read = {name for page in pages for name in re.findall(r"localStorage.getItem\((.*?)\);", page)}
    written = {name for page in pages for name in re.findall(r"data-kept=(\S+?)[ >]", page)}
    assert read == written == {'"/softmax.scheme"'}
    assert "document.cookie" not in site.read("index.html")
