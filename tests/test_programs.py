from pathlib import Path

import pytest

from tests import programs


def test_results_are_those_of_a_run_until_the_program_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    run = programs.load.__wrapped__

    def load(name: str) -> object:
        runs.append(name)
        return run(name)

    monkeypatch.setattr(programs, "load", load)
    monkeypatch.setattr(programs, "SNIPPETS", tmp_path)
    monkeypatch.setattr(programs, "RESULTS", tmp_path / "kept")
    (tmp_path / "page").mkdir()
    program = tmp_path / "page/one.py"
    program.write_text("import math\n\ndef half(x):\n    return x / 2\n\nvalue = half(math.tau)\n")
    for _ in range(2):
        left = programs.results("page/one")
        assert left.value == pytest.approx(3.14159, abs=1e-5)
        assert not hasattr(left, "half")
    assert runs == ["page/one"]
    program.write_text("value = 4\n")
    assert programs.results("page/one").value == 4
    assert runs == ["page/one"] * 2
