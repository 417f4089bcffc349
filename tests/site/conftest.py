"""What the tests of the site share."""

from pathlib import Path

import pytest

from tests.site.tiny import TinySite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    """Return a tiny site that builds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    return TinySite(tmp_path)
