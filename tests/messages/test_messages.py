"""All that PyTorch can say of these losses is listed, and said when it is provoked."""

import platform
import re

import pytest

from messages import listed
from messages.find import Pieces, pieces_of_python
from messages.listed import (
    Group,
    is_said,
    lost_parts,
    new_pieces,
    other_words,
    provoke,
    read_groups,
)
from verify import ROOT

GROUPS = read_groups()
EVERY_GROUP = pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.about)
# The code of other processors loads its strings in another way.
READS_CODE = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="messages/find.py reads the code of x86-64"
)
SOURCE = """
def loss(target, reduction):
    if target.dim() > 1:
        raise ValueError(f"target of {target.dim()} dimensions, expected 1")
    message = "reduction {} is deprecated"
    warnings.warn(message.format(reduction))
    print("done with it")
"""


@READS_CODE
@EVERY_GROUP
def test_all_that_the_files_of_pytorch_hold_is_listed(group: Group) -> None:
    assert list(new_pieces(group)) == []
    assert list(lost_parts(group)) == []


@EVERY_GROUP
def test_each_message_is_said_when_it_is_provoked(group: Group) -> None:
    assert list(other_words(group)) == []


@EVERY_GROUP
def test_a_text_is_listed_once_with_a_reason_or_with_code(group: Group) -> None:
    assert len(set(group.texts)) == len(group.texts)
    assert all([*group.provoked.values(), *group.unreachable])


SAID = re.compile(r"^(?:\w*Error|UserWarning): (.+)$", re.M)
PRINTED = [
    (path.stem, message)
    for path in sorted(ROOT.glob("snippets/mistakes_*/*.out"))
    for message in SAID.findall(path.read_text(encoding="utf-8"))
    if path.stem != "labels_checked"  # the program's own words
]


@pytest.mark.parametrize(("program", "message"), PRINTED, ids=[name for name, _ in PRINTED])
def test_what_an_entry_shows_is_listed(program: str, message: str) -> None:
    assert any(is_said(text, [message]) for group in GROUPS for text in group.provoked)


def test_the_pieces_of_a_python_source_are_those_it_raises_or_warns_of() -> None:
    assert pieces_of_python(SOURCE) == {
        "loss": {"target of ", " dimensions, expected 1", "reduction ", " is deprecated"}
    }


@pytest.fixture
def of_today(monkeypatch: pytest.MonkeyPatch) -> Group:
    """A group whose only source says what SOURCE says."""
    pieces: Pieces = pieces_of_python(SOURCE)
    monkeypatch.setattr(listed, "find_pieces", lambda source: pieces)
    monkeypatch.setattr(listed, "is_compiled_in", lambda part: False)
    provoked = {
        "target of {} dimensions, expected 1": (
            "raise ValueError('target of 2 dimensions, expected 1')"
        ),
        "reduction {} is deprecated": "import warnings; warnings.warn('reduction x is deprecated')",
    }
    return Group("a loss", {"loss.py": ["loss"]}, provoked, {})


def test_nothing_is_told_where_all_agree(of_today: Group) -> None:
    assert [*new_pieces(of_today), *lost_parts(of_today), *other_words(of_today)] == []


def test_a_new_message_is_told_with_its_place(of_today: Group) -> None:
    of_today.provoked.pop("reduction {} is deprecated")
    told = list(new_pieces(of_today))
    assert [line.partition(",")[0] for line in told] == [
        "loss.py: loss says ' is deprecated'",
        "loss.py: loss says 'reduction '",
    ]


def test_a_lost_message_is_told(of_today: Group) -> None:
    of_today.unreachable["it was dropped"] = ["target must be {} wide"]
    assert [line.partition(";")[0] for line in lost_parts(of_today)] == [
        "a loss: nothing in PyTorch says 'target must be ' any more",
        "a loss: nothing in PyTorch says ' wide' any more",
    ]


def test_other_words_are_told(of_today: Group) -> None:
    of_today.provoked["reduction {} is deprecated"] = "raise ValueError('reduction x is gone')"
    (told,) = other_words(of_today)
    assert told.endswith("says ['reduction x is gone'], not 'reduction {} is deprecated'")


def test_a_source_or_function_that_is_gone_is_told_by_name() -> None:
    with pytest.raises(LookupError, match=r"torch/gone.py: PyTorch \S+ has no such file"):
        list(new_pieces(Group("a loss", {"torch/gone.py": []}, {}, {})))
    with pytest.raises(LookupError, match=r"torch/nn/_reduction.py: no function gone says"):
        list(new_pieces(Group("a loss", {"torch/nn/_reduction.py": ["gone"]}, {}, {})))


def test_a_message_must_be_the_whole_one() -> None:
    said = provoke("F.cross_entropy(logits, target + 1)")
    assert said == ["Target 3 is out of bounds."]
    assert is_said("Target {} is out of bounds.", said)
    assert not is_said("Target {} is", said)
