"""What the tests of the site and of the browser share."""

import os
from pathlib import Path

import pytest

import build


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, both languages, built once for all tests that only look at it."""
    site = tmp_path_factory.mktemp("built") / "site"
    os.environ.setdefault("SOURCE_DATE_EPOCH", build.commit_time())
    build.build(build.ROOT, site, "http://127.0.0.1/")
    return site
