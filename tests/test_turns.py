"""Which of many alike cases `make test` asks."""

from typing import Any

import pytest

from tests import conftest


def asked(cases: list[Any]) -> list[Any]:
    """The values of the cases that are not left to the sweep."""
    return [case.values for case in cases if not case.marks]


@pytest.fixture(autouse=True)
def nothing_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "TOUCHED", set())


def test_cases_take_turns() -> None:
    assert asked(conftest.every_nth("abcde", 2, 1)) == [("b",), ("d",)]
    assert asked(conftest.one_each(["en", "ko"], "abcd")) == [
        ("en", "a"),
        ("en", "c"),
        ("ko", "b"),
        ("ko", "d"),
    ]
    assert asked(conftest.one_each(["en", "ko"], "abcdef", 2)) == [
        ("en", "a"),
        ("en", "e"),
        ("ko", "c"),
    ]


def test_what_differs_from_the_last_commit_is_always_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touched = conftest.touched(
        "docs/ko/softmax.md\nsnippets/sampling/new.py\nweb/explorables/gradient.js"
    )
    assert touched >= {"softmax", "softmax.md", "sampling", "gradient"}
    assert touched.isdisjoint({"en", "ko", "index", "a"})
    monkeypatch.setattr(conftest, "TOUCHED", touched)
    pages = [("en", "index"), ("ko", "index"), ("ko", "softmax"), ("en", "sampling")]
    assert asked(conftest.every_nth(pages, 9, 8)) == [("ko", "softmax"), ("en", "sampling")]
