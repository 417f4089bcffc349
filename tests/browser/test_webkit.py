"""The site in WebKit, the engine of Safari."""

from tests.browser.every_browser import EveryBrowser
from tests.browser.tabs import WebKit


class TestWebKit(EveryBrowser):
    kind = WebKit
