"""What was read can be read without a network, and what is new is seen when there is one."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from builder import build
from tests.browser.reader import address
from tests.browser.test_find_mistake import WHOLE, ask
from tests.browser.test_playground import ANEW, run
from tests.conftest import every_nth
from tests.site.tiny import TinySite
from verify import ROOT
from verify.pages import LANGUAGES, read_page

KEPT = "async () => Boolean(await caches.match(location.href))"
NEEDS_NETWORK = {
    "en": "This page needs a network",
    "ko": "네트워크에 연결되어 있지 않습니다",
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, which keeps pages."""
    context = browser.new_context()
    yield context
    context.close()


def read(page: Page, there: str) -> None:
    page.goto(there)
    page.wait_for_function(KEPT)


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_what_was_read_opens_without_a_network_and_nothing_else_does(
    context: BrowserContext, url: str, language: str
) -> None:
    page = context.new_page()
    read(page, address(url, language, "softmax"))
    page.locator(".md-footer__link--next").click()  # the theme fetches it
    page.wait_for_url(address(url, language, "cross_entropy"))
    page.wait_for_function(KEPT)
    lost = address(url, language, "lost")
    answer = page.goto(lost)
    assert answer and answer.status == 404
    context.set_offline(True)
    for name in ("softmax", "cross_entropy"):
        page.goto(address(url, language, name) + "?softmax=1,2,3,1")
        source = read_page(ROOT / f"docs/{language}/{name}.md", ROOT)
        assert page.locator("svg.figure").count() == len(source.figures)
        assert page.evaluate("getComputedStyle(document.querySelector('.md-grid')).display")
        assert page.locator(".search-button").is_enabled()  # site.js has come
        assert page.evaluate("document.styleSheets.length") >= 3
    for there in (address(url, language, "gradients"), lost):
        page.goto(there)
        assert page.locator("h1").inner_text() == NEEDS_NETWORK[language]
        assert page.evaluate("document.documentElement.lang") == language
    assert not page.evaluate("caches.match(location.href)")
    assert not any("playground" in there for there in page.evaluate(ALL_KEPT))
    context.set_offline(False)
    page.goto(lost)
    assert page.locator("h1").inner_text() != NEEDS_NETWORK[language]


ALL_KEPT = """async () => (await Promise.all((await caches.keys()).map(async name =>
  (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""


@ANEW
def test_python_that_came_once_runs_without_a_network(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    read(page, address(url, "en", "softmax"))
    page.wait_for_function("() => navigator.serviceWorker.controller")
    printed = run(page)
    context.set_offline(True)
    page.reload()
    assert run(page) == printed


def test_the_form_that_answered_once_answers_without_a_network(
    context: BrowserContext, url: str
) -> None:
    page = context.new_page()
    read(page, address(url, "en", "mistakes"))
    page.wait_for_function("() => navigator.serviceWorker.controller")
    answer = page.locator(".find-mistake output a")
    ask(page, WHOLE)
    answer.wait_for()
    context.set_offline(True)
    page.reload()
    assert not answer.count()
    ask(page, WHOLE)
    answer.wait_for()


def test_a_site_that_changed_is_seen_at_once(
    context: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    site = TinySite(tmp_path)
    handler = functools.partial(Silent, directory=str(site.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        page = context.new_page()
        for text in ("The first.", "The second."):
            site.page("other", text)
            build.build(site.root, site.site, url)
            read(page, f"{url}other/")
            assert page.get_by_text(text).is_visible()
        server.shutdown()
    page.goto(f"{url}other/")  # there is no server
    assert page.get_by_text("The second.").is_visible()


class Silent(http.server.SimpleHTTPRequestHandler):
    """Serves files."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
