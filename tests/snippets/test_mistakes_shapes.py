import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, log_softmax, softmax

from tests.programs import SNIPPETS, load

LOGITS = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])


def mean_loss(logits: torch.Tensor, target: torch.Tensor, class_dim: int) -> float:
    """The mean of the negative log of the softmax at the targets, place by place, in float64."""
    log_probability = np.moveaxis(
        log_softmax(logits.double().numpy(), axis=class_dim), class_dim, -1
    )
    places = np.ndindex(*target.shape)
    return float(np.mean([-log_probability[place][target[place]] for place in places]))


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("column_target", RuntimeError, "0D or 1D target tensor expected, multi-target not"),
        ("sequence_scores", RuntimeError, r"Expected target size \[2, 3\], got \[2, 5\]"),
        (
            "mask_with_channel",
            RuntimeError,
            r"only batches of spatial targets supported \(3D tensors\) but got targets of dim",
        ),
        (
            "mask_of_other_size",
            RuntimeError,
            r"size mismatch \(got input: \[1, 3, 2, 2\] , target: ",
        ),
        ("one_logit", IndexError, "Target 1 is out of bounds"),
    ],
)
def test_program_still_fails_as_the_page_says(
    name: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        load(f"mistakes_shapes/{name}")


def test_mended_column() -> None:
    program = load("mistakes_shapes/column_target_mended")
    reference = mean_loss(torch.tensor(LOGITS), torch.tensor([2, 0]), class_dim=1)
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)


def test_bare_squeeze_drops_the_batch_of_one() -> None:
    assert torch.tensor([[2]]).squeeze().shape == ()
    assert torch.tensor([[2]]).squeeze(dim=1).shape == (1,)


def test_silent_sequence_loss_normalises_over_the_sequence() -> None:
    program = load("mistakes_shapes/sequence_as_long_as_classes")
    right = mean_loss(program.logits, program.target, class_dim=2)
    wrong = mean_loss(program.logits, program.target, class_dim=1)
    assert program.loss.item() == pytest.approx(wrong, abs=1e-6)
    assert ((program.first + program.second) / 2).item() == pytest.approx(right, abs=1e-6)
    assert abs(wrong - right) > 0.1


def test_mended_sequence_loss_is_that_of_its_tokens() -> None:
    program = load("mistakes_shapes/sequence_scores_mended")
    reference = mean_loss(program.logits, program.target, class_dim=2)
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)
    assert program.flat_loss.item() == pytest.approx(reference, abs=1e-6)


@given(st.integers(1, 4), st.integers(1, 6), st.integers(2, 6), st.integers(0, 99))
@settings(deadline=None, max_examples=50)
def test_moving_the_classes_mends_every_size(rows: int, length: int, k: int, seed: int) -> None:
    torch.manual_seed(seed)
    logits, target = torch.randn(rows, length, k), torch.randint(k, (rows, length))
    loss = F.cross_entropy(logits.transpose(1, 2), target)
    assert loss.item() == pytest.approx(mean_loss(logits, target, class_dim=2), abs=1e-5)


@given(st.lists(st.integers(1, 3), max_size=3), st.integers(1, 3), st.integers(2, 4))
@settings(deadline=None, max_examples=50)
def test_target_is_the_logits_without_dimension_one(places: list[int], rows: int, k: int) -> None:
    logits, target = torch.randn(rows, k, *places), torch.zeros(rows, *places, dtype=torch.int64)
    loss = F.cross_entropy(logits, target)
    assert loss.item() == pytest.approx(mean_loss(logits, target, class_dim=1), abs=1e-5)


def test_mended_mask() -> None:
    program = load("mistakes_shapes/mask_with_channel_mended")
    reference = mean_loss(program.logits, program.mask, class_dim=1)
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)


@pytest.mark.filterwarnings("ignore:Implicit dimension choice for softmax")
def test_softmax_without_dim_runs_over_the_batch_of_three_dimensions() -> None:
    program = load("mistakes_shapes/softmax_without_dim")
    reference = softmax(program.logits.numpy(), axis=0)
    assert program.probability.numpy() == pytest.approx(reference)
    assert program.probability.sum(dim=-1).numpy() == pytest.approx(np.full((2, 4), 1.5))


@pytest.mark.filterwarnings("ignore:Implicit dimension choice for softmax")
@pytest.mark.parametrize(("dimensions", "chosen"), [(1, 0), (2, 1), (3, 0), (4, 1)])
def test_dimension_chosen_when_none_is_named(dimensions: int, chosen: int) -> None:
    torch.manual_seed(0)
    logits = torch.randn([2, 3, 4, 5][:dimensions])
    torch.testing.assert_close(F.softmax(logits), F.softmax(logits, dim=chosen))


@pytest.mark.parametrize("function", [F.softmax, F.log_softmax])
def test_a_missing_dimension_is_warned_about(function: object) -> None:
    assert callable(function)
    with pytest.warns(UserWarning, match="Implicit dimension choice for (log_)?softmax has been"):
        function(torch.zeros(2, 3))


def test_enlarged_scores_cost_what_their_pixels_cost() -> None:
    program = load("mistakes_shapes/mask_of_other_size_mended")
    ends = np.array([[1, 0], [0.75, 0.25], [0.25, 0.75], [0, 1]])
    reference = ends @ program.logits.double().numpy() @ ends.T
    assert program.wide.numpy() == pytest.approx(reference, abs=1e-6)
    assert program.loss.item() == pytest.approx(
        mean_loss(torch.tensor(reference), program.mask, 1), abs=1e-6
    )


def test_the_nearest_pixels_have_no_class_of_their_own() -> None:
    mask = load("mistakes_shapes/mask_of_other_size_mended").mask
    for size in (2, 3, 5, 8):
        nearest = F.interpolate(mask[:, None].float(), size=(size, size), mode="nearest")
        assert set(nearest.unique().tolist()) <= {0, 2}


def test_softmax_over_the_batch_depends_on_the_other_rows() -> None:
    program = load("mistakes_shapes/softmax_over_the_batch")
    assert program.probability.numpy() == pytest.approx(softmax(LOGITS, axis=0), abs=1e-6)
    assert abs(program.probability.sum(dim=1) - 1).min() > 0.1
    assert (program.alone == 1).all()


def test_softmax_over_the_classes() -> None:
    program = load("mistakes_shapes/softmax_over_the_classes")
    assert program.probability.numpy() == pytest.approx(softmax(LOGITS, axis=1), abs=1e-6)


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=8))
@settings(deadline=None, max_examples=50)
def test_one_logit_has_no_loss_and_no_gradient(scores: list[float]) -> None:
    logits = torch.tensor(scores).unsqueeze(1).requires_grad_()
    for target in (torch.rand(len(scores), 1), torch.zeros(len(scores), dtype=torch.int64)):
        loss = F.cross_entropy(logits, target)
        (gradient,) = torch.autograd.grad(loss, logits)
        assert loss.item() == 0
        assert (gradient == 0).all()


def test_mended_one_logit_both_ways() -> None:
    program = load("mistakes_shapes/one_logit_mended")
    p = expit(np.array([1.3, -2.0]))
    reference = -(np.log(p[0]) + np.log(1 - p[1])) / 2
    assert program.loss.item() == pytest.approx(reference, abs=1e-6)
    assert program.two_logits_loss.item() == pytest.approx(reference, abs=1e-6)


def test_the_figure_shows_both_dimensions_and_their_sums() -> None:
    figure = (SNIPPETS / "mistakes_shapes/rows_or_columns.svg").read_text()
    shown = re.findall(r"\d\.\d{4}", figure)
    expected = []
    for axis in (1, 0):
        p = softmax(LOGITS, axis=axis)
        expected += [*p.flatten(), *p.sum(axis=1), *p.sum(axis=0)]
    assert np.array(shown, dtype=float) == pytest.approx(np.array(expected), abs=6e-5)
