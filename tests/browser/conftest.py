"""Real browsers, and what their tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.reader import Reader
from tests.browser.tabs import Tab

pytest.register_assert_rewrite("tests.browser.every_browser")

# Chromium otherwise calls home at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--wasm-tiering-budget=100000000",  # Python begins sooner, and loops are as quick
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def lacks(message: str) -> NoReturn:
    """Skip a test for what the machine has not got; CI has all of it."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium or Chrome, or Playwright's own; CI fails without one."""
    with sync_playwright() as playwright:
        # The shell draws pages and no window around them, which takes twice the time.
        shell = shutil.which("chromium-headless-shell")
        path = shell or installed_browser() or playwright.chromium.executable_path
        if not Path(path).exists():
            lacks("no Chromium; get one: apt-get install chromium, or playwright install chromium")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser, url: str) -> Iterator[Reader]:
    """Someone with an empty cache and a desktop, whose tab reports every fault when it closes."""
    reader = Reader(browser, url)
    yield reader
    reader.leave()


@pytest.fixture
def page(reader: Reader) -> Page:
    """The tab of that reader."""
    return reader.page


@pytest.fixture(scope="class")
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of the browser that a class of tests is about; CI fails without it."""
    kind: type[Tab] = request.cls.kind
    if not kind.is_installed():
        lacks(f"no {kind.__name__}; get it: apt-get install {kind.PACKAGES}")
    tab = kind()
    yield tab
    tab.close()
