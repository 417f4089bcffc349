import re
from pathlib import Path

import pytest

from tests.settings import STRICT, loosened
from verify import ROOT


def test_no_setting_is_looser_than_it_must_be() -> None:
    assert list(loosened(ROOT)) == []


@pytest.mark.parametrize("path", STRICT)
def test_a_looser_setting_is_named(tmp_path: Path, path: str) -> None:
    for name in STRICT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    for line in map(str.strip, STRICT[path].strip().splitlines()):
        text = (ROOT / path).read_text(encoding="utf-8")
        planted = re.sub(rf"(?m)^\s*{re.escape(line)}(?=\s*($|  #))", "", text, count=1)
        (tmp_path / path).write_text(planted, encoding="utf-8")
        (said,) = loosened(tmp_path)
        assert said.startswith(f"{path}: lacks {line}; if it may be looser")
