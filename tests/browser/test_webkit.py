"""The site in WebKit, the engine of Safari."""

import pytest

from tests.browser.every_browser import EveryBrowser, Further
from tests.browser.reader import Reader, in_turn
from tests.browser.tabs import Tab, WebKit
from tests.browser.test_explorables import NAMES
from tests.conftest import every_nth


class TestWebKit(EveryBrowser):
    kind = WebKit

    @pytest.mark.parametrize("opened", in_turn(0, 15))
    def test_a_page_is_whole_and_does_not_scroll_sideways(
        self, tab: Tab, url: str, opened: tuple[str, str]
    ) -> None:
        self.see_whole(tab, url, opened)

    @pytest.mark.parametrize("name", every_nth(NAMES, 4))
    def test_an_explorable_shows_the_numbers_that_chromium_shows(
        self, tab: Tab, reader: Reader, url: str, name: str
    ) -> None:
        self.see_numbers(tab, reader, url, name)


@pytest.mark.sweep
class TestWebKitFurther(Further):
    kind = WebKit
