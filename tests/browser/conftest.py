"""A real browser, and what its tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.reader import Reader

# Chromium otherwise calls home at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium or Chrome, or Playwright's own; CI fails without one."""
    with sync_playwright() as playwright:
        path = installed_browser() or playwright.chromium.executable_path
        if not Path(path).exists():
            message = (
                "no Chromium; get one: apt-get install chromium, or playwright install chromium"
            )
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
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
