"""The site in Firefox."""

import pytest

from tests.browser.every_browser import EveryBrowser, Further
from tests.browser.reader import Reader, in_turn
from tests.browser.tabs import Firefox, Tab
from tests.browser.test_explorables import NAMES
from tests.conftest import every_nth


class TestFirefox(EveryBrowser):
    kind = Firefox

    @pytest.mark.parametrize("opened", in_turn(1, 15))
    def test_a_page_is_whole_and_does_not_scroll_sideways(
        self, tab: Tab, url: str, opened: tuple[str, str]
    ) -> None:
        self.see_whole(tab, url, opened)

    @pytest.mark.parametrize("name", every_nth(NAMES, 4, 1))
    def test_an_explorable_shows_the_numbers_that_chromium_shows(
        self, tab: Tab, reader: Reader, url: str, name: str
    ) -> None:
        self.see_numbers(tab, reader, url, name)


@pytest.mark.sweep
class TestFirefoxFurther(Further):
    kind = Firefox
