"""The site in Firefox."""

import pytest

from tests.browser.every_browser import EveryBrowser
from tests.browser.reader import in_turn
from tests.browser.tabs import Firefox, Tab


class TestFirefox(EveryBrowser):
    kind = Firefox

    @pytest.mark.parametrize("opened", in_turn(1))
    def test_a_page_is_whole_and_does_not_scroll_sideways(
        self, tab: Tab, url: str, opened: tuple[str, str]
    ) -> None:
        self.see_whole(tab, url, opened)
