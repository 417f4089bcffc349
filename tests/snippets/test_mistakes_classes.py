from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, softmax
from torch.nn.functional import binary_cross_entropy, cross_entropy

from tests.programs import SNIPPETS, load

LOGITS = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("void_labels", IndexError, "Target 255 is out of bounds"),
        ("mask_of_255", RuntimeError, "all elements of target should be between 0 and 1"),
        ("draws_used_up", RuntimeError, r"cannot sample n_sample > prob_dist.size\(-1\) samples"),
        ("labels_checked", ValueError, r"labels \[-1, 3\], but 3 classes"),
        ("one_hot_too_narrow", RuntimeError, "Class values must be smaller than num_classes"),
        ("one_hot_of_floats", RuntimeError, "one_hot is only applicable to index tensor"),
        ("ignored_probabilities", RuntimeError, "ignore_index is not supported for floating"),
        ("sampling_from_scores", RuntimeError, "probability tensor contains either"),
    ],
)
def test_program_still_fails_as_the_page_says(
    name: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        load(f"mistakes_classes/{name}")


def test_an_ignored_label_leaves_the_loss_of_the_other_row() -> None:
    loss = load("mistakes_classes/void_labels_mended").loss.item()
    assert loss == pytest.approx(-log_softmax(LOGITS[0])[2], abs=1e-6)


@given(st.lists(st.integers(-3, 6), min_size=1, max_size=6), st.integers(1, 4))
@settings(deadline=None, max_examples=50)
def test_labels_are_refused_exactly_where_the_loss_refuses_them(
    labels: list[int], classes: int
) -> None:
    source = (SNIPPETS / "mistakes_classes/labels_checked.py").read_text()
    space: dict[str, Any] = {}
    exec(source.partition("\n\n\ncheck_labels(")[0], space)
    target, logits = torch.tensor(labels), torch.zeros(len(labels), classes)
    refusals = []
    for act in (
        lambda: space["check_labels"](target, classes),
        lambda: cross_entropy(logits, target),
    ):
        try:
            act()
            refusals.append(False)
        except (ValueError, IndexError):
            refusals.append(True)
    assert refusals[0] == refusals[1]
    with pytest.raises(ValueError, match="156"):
        space["check_labels"](torch.tensor([0, 156], dtype=torch.uint8), classes)


def test_a_negative_label_to_ignore_changes_nothing_where_targets_are_probabilities() -> None:
    program = load("mistakes_classes/ignored_probabilities_mended")
    loss = cross_entropy(program.logits, program.target, ignore_index=-1)
    assert loss == program.rows
    none = program.target.sum(dim=1) > 1.5
    assert cross_entropy(program.logits[none], program.target[none]).isnan()


# PyTorch's compiler warns of what PyTorch itself still does.
@pytest.mark.filterwarnings("ignore:.torch.jit.script_method. is deprecated")
def test_a_loss_that_is_taken_apart_does_not_check_its_targets() -> None:
    program = load("mistakes_classes/mask_compiled")
    p, mask = (numbers.double().numpy() for numbers in (program.p, program.mask))
    reference = -np.mean(mask * np.log(p) + (1 - mask) * np.log(1 - p))
    assert program.loss(program.p, program.mask).item() == pytest.approx(reference, rel=1e-6)
    with pytest.raises(RuntimeError, match="all elements of target should be between 0 and 1"):
        binary_cross_entropy(program.p, program.mask)


def test_the_loss_of_a_mask_of_ones() -> None:
    program = load("mistakes_classes/mask_of_one")
    reference = np.mean([np.log1p(np.exp(-2.0)), np.log1p(np.exp(-3.0))])
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)
    assert program.of_p.item() == pytest.approx(reference, abs=1e-6)


def test_mended_one_hot_rows() -> None:
    rows = load("mistakes_classes/one_hot_mended").rows
    assert (rows.numpy() == np.eye(3)[[0, 2, 1]]).all()


def test_a_row_of_zeros_counts_in_the_mean() -> None:
    program = load("mistakes_classes/ignored_probabilities_mended")
    reference = -(program.target[0].numpy() * log_softmax(LOGITS[0])).sum()
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)
    assert program.rows.item() == pytest.approx(reference / 2, abs=1e-6)


def test_draws_are_as_frequent_as_their_probability() -> None:
    program = load("mistakes_classes/sampling_from_scores_mended")
    reference = softmax(program.scores.double().numpy())
    assert program.probability.numpy() == pytest.approx(reference, abs=1e-6)
    shares = program.drawn.bincount().numpy() / len(program.drawn)
    assert np.abs(shares - reference).max() < 4 * np.sqrt(0.25 / len(program.drawn))


def test_draws_that_are_put_back_follow_their_probabilities() -> None:
    program = load("mistakes_classes/draws_put_back")
    error = np.sqrt(np.array(program.p) * (1 - np.array(program.p)) / len(program.drawn))
    assert (np.abs(program.shares.numpy() - program.p) <= 4 * error + 1e-6).all()


@pytest.mark.parametrize("seed", range(10))
def test_as_many_draws_as_classes_hold_each_once(seed: int) -> None:
    torch.manual_seed(seed)
    drawn = torch.multinomial(torch.tensor([0.7, 0.3, 0.0]), 3)
    assert drawn.sort().values.tolist() == [0, 1, 2]
