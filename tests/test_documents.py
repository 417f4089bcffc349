from pathlib import Path

import pytest

from tests.documents import DOCUMENTS, examples, missing
from verify import ROOT


def test_the_documents_name_what_there_is() -> None:
    assert list(missing(ROOT)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("`make tests`", "target tests in the Makefile"),
        ("make tests  # all", "target tests in the Makefile"),
        ("`.venv/bin/python -m verify.gards`", "module verify.gards"),
        ("`python -m verify softmax --updates`", "--updates in verify"),
        ("`.venv/bin/pytst tests`", ".venv/bin/pytst"),
        ("`verify/gone.py`", "verify/gone.py"),
        ("`snippets/<page>/none.py`", "snippets/<page>/none.py"),
        ("| all | `gone/` |", "gone/"),
        ("`none.md`", "none.md"),
        (
            "`# torchrun --standalone --nproc-per-node=3 <name>.py`",
            "program that begins with # torchrun --standalone --nproc-per-node=3 <name>.py",
        ),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/ in builder/__main__.py"),
    ],
)
def test_what_is_missing_is_named_by_its_line(tmp_path: Path, text: str, what: str) -> None:
    for document in DOCUMENTS:
        (tmp_path / document).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / document).write_text("`make test` or `README.md`\n\n", encoding="utf-8")
    (tmp_path / "Makefile").write_text("test: setup\n", encoding="utf-8")
    assert list(missing(tmp_path)) == []
    (tmp_path / "README.md").write_text(f"First line.\n{text}\n", encoding="utf-8")
    assert list(missing(tmp_path)) == [f"README.md:2: there is no {what}"]


def test_an_example_stands_on_a_page() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    ((place, what),) = examples(text.replace("0.6652 ± 0.05", "0.6652 ± 0.06"))
    assert text[place:].startswith("- [x] 0.6652")
    assert what == "- [x] 0.6652 ± 0.06 on a page"
