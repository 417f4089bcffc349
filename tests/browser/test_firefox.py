"""The site in Firefox."""

from tests.browser.every_browser import EveryBrowser
from tests.browser.tabs import Firefox


class TestFirefox(EveryBrowser):
    kind = Firefox
