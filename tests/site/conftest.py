"""What the tests of the site share."""

import shutil
from pathlib import Path

import pytest

from builder.cache import FOLDER
from tests.site.tiny import TinySite


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a build keeps for the next one, so that few tests begin from nothing."""
    site = TinySite(tmp_path_factory.mktemp("kept"))
    site.build()
    return site.root / FOLDER


@pytest.fixture
def site(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    """Return a tiny site that builds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    shutil.copytree(kept, tmp_path / FOLDER)
    return TinySite(tmp_path)
