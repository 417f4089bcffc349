"""The site is built as a whole or not at all, and a fault is said in words that help to mend it."""

import datetime
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from builder import build
from builder.serve import serve
from tests.site.tiny import TinySite
from verify import ROOT


def files(directory: Path) -> dict[str, bytes]:
    paths = [path for path in directory.rglob("*") if path.is_file()]
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}


COMMAND = [sys.executable, "-m", "builder"]


def test_both_languages_are_built_into_one_tree(site: TinySite) -> None:
    site.build()
    assert '<html lang="en"' in site.read("other/index.html")
    assert '<html lang="ko"' in site.read("ko/other/index.html")
    assert [path.name for path in site.root.iterdir() if path.name.startswith(".site")] == []


def test_rebuilding_one_language_leaves_the_other_alone(site: TinySite) -> None:
    site.build()
    site.page("other", "new english")
    site.page("other", "new korean", "ko")
    site.build("en")
    assert "new english" in site.read("other/index.html")
    assert "new korean" not in site.read("ko/other/index.html")
    site.build("ko")
    assert "new english" in site.read("other/index.html")
    assert "new korean" in site.read("ko/other/index.html")


@pytest.mark.sweep
def test_two_builds_are_identical_in_every_byte(site: TinySite, tmp_path: Path) -> None:
    elsewhere = TinySite(tmp_path / "elsewhere")
    for tree in (site, elsewhere):
        tree.is_finished = True
        program = '```python title="bars.py"\n--8<-- "snippets/other/bars.py"\n```'
        tree.page("other", f"![A bar](snippets/other/bars.svg)\n\n$$\\sum_i x_i$$\n\n{program}")
        tree.build()
    assert files(site.site) == files(elsewhere.site)
    today = datetime.datetime.now(datetime.UTC).date().isoformat().encode()
    assert [name for name, content in files(site.site).items() if today in content] == []
    gzipped = files(site.site)["sitemap.xml.gz"]
    assert int.from_bytes(gzipped[4:8], "little") == 86400  # the time in its header


def test_a_rebuild_shows_what_changed(site: TinySite) -> None:
    site.is_finished = True
    site.page("other", "```python\nprint(1)\n```")
    site.build()
    site.page("other", "```python\nprint(1)\nprint(22)\n```\n\nanew")
    (site.root / "theme").unlink()
    shutil.copytree(ROOT / "theme", site.root / "theme")
    template = site.root / "theme" / "main.html"
    template.write_text(template.read_text("utf-8").replace("no-referrer", "origin"), "utf-8")
    site.build()
    assert "22" in site.read("other/index.html")
    assert "anew" in site.read("pagefind/ranking.en.json")
    assert 'content="origin"' in site.read("other/index.html")


def test_a_page_is_made_anew_when_what_it_includes_changed(site: TinySite) -> None:
    shown = '--8<-- "snippets/other/bars.out"\n\n![Bars](snippets/other/bars.svg)'
    site.page("other", shown)
    site.build("en")
    site.write("snippets/other/bars.out", "printed anew\n")
    site.build("en")
    assert "printed anew" in site.read("other/index.html")
    figure = site.root / "snippets/other/bars.svg"
    site.write("snippets/other/bars.svg", figure.read_text("utf-8").replace("M0 0h9", "M0 0h8"))
    site.build("en")
    assert "M0 0h8" in site.read("other/index.html")


def test_what_is_wrong_with_a_page_is_told_again_until_it_is_mended(site: TinySite) -> None:
    site.build("en")
    site.page("other", "[Lost](lost.md)")
    assert "'lost.md'" in site.faults() and "'lost.md'" in site.faults()
    site.page("other", "## Heading {#renamed}")
    text = (site.root / "docs/en/other.md").read_text("utf-8").replace("# Heading", "# Other", 1)
    site.write("docs/en/other.md", text)
    assert "#heading" in site.faults()  # of the other page, which did not change


def test_a_failed_build_keeps_the_site_that_was_there(site: TinySite) -> None:
    site.build()
    before = files(site.site)
    site.page("other", "changed")
    site.page("other", r"$\fracc{1}{2}$", "ko")
    assert r"\fracc" in site.faults("en", "ko")
    assert files(site.site) == before


def test_a_directory_of_other_files_is_not_replaced(site: TinySite) -> None:
    site.write("site/thesis.txt", "years of work")
    assert f"{site.site} holds other files than a site" in site.faults()
    assert site.read("thesis.txt") == "years of work"


def test_a_missing_program_names_page_and_line(site: TinySite) -> None:
    site.page("other", '--8<-- "snippets/other/lost.py"')
    assert "docs/en/other.md:8: no file snippets/other/lost.py; mend" in site.faults()


def test_a_missing_section_of_a_program_names_page_and_line(site: TinySite) -> None:
    site.page("other", '--8<-- "snippets/other/bars.py:lost"')
    assert "docs/en/other.md:8: snippets/other/bars.py has no section lost; mend" in site.faults()


def test_a_broken_link_names_the_page(site: TinySite) -> None:
    site.page("other", "[Lost](lost.md)", "ko")
    said = "docs/ko: Doc file 'other.md' contains a link 'lost.md', but the target is not found"
    assert said in site.faults("ko")


def test_a_broken_anchor_names_the_page(site: TinySite) -> None:
    site.page("other", "[Lost](index.md#lost)")
    said = "docs/en: Doc file 'other.md' contains a link 'index.md#lost', but the doc 'index.md' "
    assert f"{said}does not contain an anchor '#lost'" in site.faults()


def test_a_page_missing_in_the_navigation_is_named(site: TinySite) -> None:
    site.page("forgotten", "text")
    assert 'not included in the "nav" configuration:\n  - forgotten.md' in site.faults()


def test_a_page_missing_in_one_language_is_named(site: TinySite) -> None:
    site.page("index", "Text.", "ko")
    (site.root / "docs/ko/other.md").unlink()
    said = "docs/ko: A reference to 'other.md' is included in the 'nav' configuration, which is not"
    assert said in site.faults("ko")


def test_a_fault_of_the_configuration_is_said(site: TinySite) -> None:
    site.write("mkdocs.yml", f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav: [")
    assert "docs/en: MkDocs encountered an error parsing the configuration file" in site.faults()


def test_the_command_fails_without_a_traceback(site: TinySite) -> None:
    site.page("other", r"$\fracc{1}{2}$")
    done = subprocess.run(COMMAND, cwd=site.root, capture_output=True, text=True)
    said = r"docs/en/other.md:8: formula \fracc{1}{2}: Unsupported function name: \fracc"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said + "\n")


def test_the_command_says_where_the_site_is_and_for_which_address(site: TinySite) -> None:
    for environment, address in (
        ({}, "http://127.0.0.1:8000/"),
        ({"SITE_URL": "https://a.example/b"}, "https://a.example/b/"),
    ):
        known = {name: os.environ[name] for name in os.environ if name != "SITE_URL"} | environment
        command = [*COMMAND, "--site-dir", "out"]
        done = subprocess.run(command, cwd=site.root, env=known, capture_output=True, text=True)
        said = f"Built out for {address} (SITE_URL sets another address)\n"
        assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def test_whatever_feeds_a_page_is_watched(site: TinySite) -> None:
    watched = {path.relative_to(site.root).as_posix() for path in build.inputs(site.root, "en")}
    fed = {
        "LICENSE",
        "requirements.txt",
        "mkdocs.yml",
        "docs/en/index.md",
        "snippets/other/bars.py",
    }
    assert watched >= fed


def test_a_busy_port_is_said_in_one_line(site: TinySite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(SystemExit) as exit_info:
            serve(site.root, port)
    said = f"port {port} is in use; choose another: make serve PORT={port + 1}"
    assert exit_info.value.code == said


def test_serving_rebuilds_what_changed_and_survives_a_fault(site: TinySite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*COMMAND, "--serve", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watchdog = threading.Timer(300, server.kill)  # so that no line is waited for in vain
    watchdog.start()

    def said(text: str) -> str:
        assert server.stdout
        for line in server.stdout:
            if text in line:
                return line
        raise AssertionError(f"the server ended without saying {text!r}")

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=20) as answer:
            return str(answer.read().decode())

    def sought_words() -> list[str]:
        words: str = json.loads(get("pagefind/ranking.ko.json"))["words"]
        return words.split()

    try:
        said("Serving")
        assert "first" not in sought_words()
        site.page("other", "first edit", "ko")
        assert said("Built").startswith("Built ko in")
        assert "first edit" in get("ko/other/")
        assert "first" in sought_words()
        assert "pyodide" in get("assets/playground/worker.js")
        site.page("other", r"second edit $\fracc{1}{2}$", "ko")
        assert said(r"\fracc").startswith("docs/ko/other.md:8: ")
        said("Not built")
        assert "first edit" in get("ko/other/")
        site.write("snippets/other/new.py", "print(1)\n")
        site.page("other", "third edit", "ko")
        said("Built en and ko")
        assert "third edit" in get("ko/other/")
        assert "third" in sought_words()
        assert "first" not in sought_words()
        for path, language in (("lost/", "en"), ("ko/lost/", "ko")):
            with pytest.raises(urllib.error.HTTPError, match="404") as lost:
                get(path)
            assert f'<html lang="{language}"'.encode() in lost.value.read()
    finally:
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate()
        watchdog.cancel()
    assert server.returncode == 0
    assert rest == ""
