"""Holds what the page "Real data" says, against scikit-learn and against first principles."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split
from torch import Tensor
from torch.func import grad

from tests.programs import load

quick = settings(deadline=None, max_examples=50)


def digits() -> SimpleNamespace:
    return load("real_data/digits_two_solvers")


def fitted(solver: str) -> tuple[Tensor, Tensor]:
    program = digits()
    if solver == "PyTorch":
        return program.weight.detach(), program.bias.detach()
    weight, bias = program.fitted
    return weight, bias


@pytest.mark.parametrize("classes", [2, 10, 1000])
def test_equal_logits_cost_the_log_of_the_number_of_classes(classes: int) -> None:
    cost = F.cross_entropy(torch.zeros(5, classes), torch.arange(5) % classes)
    assert cost.item() == pytest.approx(math.log(classes), rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_first_cost_is_near_ln_10_only_for_small_pixels(seed: int) -> None:
    program = load("real_data/cost_at_the_start")
    torch.manual_seed(seed)
    model = torch.nn.Linear(64, 10)
    small = F.cross_entropy(model(program.pixels / 16), program.target)
    large = F.cross_entropy(model(program.pixels), program.target)
    assert abs(small - math.log(10)) < 0.2
    assert large > math.log(10) + 2


def test_held_back_rows_have_the_share_of_each_digit_of_the_rest() -> None:
    program = digits()
    assert len(program.x) + len(program.x_test) == 1797
    share = program.target.bincount() / len(program.target)
    held_back = program.target_test.bincount() / len(program.target_test)
    torch.testing.assert_close(share, held_back, atol=0.002, rtol=0)


@pytest.mark.parametrize("solver", ["PyTorch", "scikit-learn"])
def test_both_solvers_end_where_the_gradient_of_our_objective_vanishes(solver: str) -> None:
    for derivative in grad(digits().objective, argnums=(0, 1))(*fitted(solver)):
        assert derivative.abs().max() < 1e-7


def test_objective_of_the_page_is_that_of_scikit_learn_divided_by_c_and_the_rows() -> None:
    program = digits()
    weight, bias = torch.randn(10, 64).double(), torch.randn(10).double()
    logits = program.x @ weight.T + bias
    summed = F.cross_entropy(logits, program.target, reduction="sum")
    expected = (summed + (weight**2).sum() / 2) / len(program.x)
    torch.testing.assert_close(program.objective(weight, bias), expected)


def test_solvers_agree_on_every_probability() -> None:
    program = digits()
    assert (program.ours - program.theirs).abs().max() < 1e-5
    theirs = program.other.predict_proba(program.x_test)
    np.testing.assert_allclose(program.theirs.numpy(), theirs, atol=1e-12)


def test_gradient_descent_at_the_largest_safe_rate_is_still_above_after_a_thousand_steps() -> None:
    program = digits()
    rows, one_hot = len(program.x), F.one_hot(program.target)
    padded = torch.hstack([program.x, torch.ones(rows, 1)])
    curvature = torch.linalg.eigvalsh(padded.T @ padded / rows)[-1] / 2 + 1 / rows
    lr = 2 / curvature
    weight, bias = torch.zeros(10, 64).double(), torch.zeros(10).double()
    for _ in range(1000):
        error = (torch.softmax(program.x @ weight.T + bias, dim=1) - one_hot) / rows
        weight = weight - lr * (error.T @ program.x + weight / rows)
        bias = bias - lr * error.sum(dim=0)
    left = program.objective(weight, bias) - program.objective(*fitted("PyTorch"))
    assert 0.01 < left < 0.05


def test_iris_solvers_agree_on_every_probability() -> None:
    program = load("real_data/iris_two_solvers")
    ours = torch.softmax(program.logits.detach(), dim=1).numpy()
    theirs = program.other.predict_proba(program.x_test)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_another_split_of_the_irises_misses_one_flower_or_three() -> None:
    program = load("real_data/iris_two_solvers")
    wrong = []
    for seed in range(5):
        x, x_test, target, target_test = train_test_split(
            program.flowers, program.species, stratify=program.species, random_state=seed
        )
        model = LogisticRegression(max_iter=1000).fit(x, target)
        wrong.append(int((model.predict(x_test) != target_test).sum()))
    assert wrong == [0, 1, 0, 3, 1]


def test_pixels_blank_in_every_row_are_those_without_weight() -> None:
    program = load("real_data/weight_images")
    assert np.array_equal(program.blank, program.unused)


def test_pictures_show_large_weights_in_blue_for_and_in_orange_against() -> None:
    program = load("real_data/weight_images")
    shown = program.color[..., 3] > 0
    assert (abs(program.weight[~shown]) < 0.1 * abs(program.weight).max()).all()
    blue = (program.color[..., :3] == program.plus[:3]).all(axis=-1)
    assert np.array_equal(blue[shown], program.weight[shown] > 0)


def test_ink_in_the_centre_speaks_against_a_zero() -> None:
    pictures = load("real_data/weight_images").weight.reshape(10, 8, 8)
    assert pictures[0, 3:5, 3:5].max() < 0


def test_penalty_and_not_the_cost_selects_weights_that_sum_to_zero() -> None:
    program = digits()
    weight, bias = fitted("PyTorch")
    assert weight.sum(dim=0).abs().max() < 1e-9
    shifted = weight + torch.linspace(-1, 1, 64).double()
    before, after = (
        F.cross_entropy(program.x @ w.T + bias, program.target) for w in (weight, shifted)
    )
    torch.testing.assert_close(before, after)
    assert program.objective(shifted, bias) > program.objective(weight, bias) + 1e-3
    torch.testing.assert_close(shifted - shifted.mean(dim=0), weight)


def test_confusion_matrix_counts_truth_in_rows_and_answers_in_columns() -> None:
    program = load("real_data/confused_digits")
    said = program.model.predict(program.x_test)
    counted = torch.tensor(program.target_test * 10 + said).bincount(minlength=100).reshape(10, 10)
    assert np.array_equal(program.count, counted.numpy())
    recall = recall_score(program.target_test, said, average=None)
    np.testing.assert_allclose(program.right / program.count.sum(axis=1), recall)


def test_most_mistakes_are_missed_eights_or_answers_of_one() -> None:
    count = load("real_data/confused_digits").count
    wrong = count - np.diag(count.diagonal())
    assert (wrong.sum(), wrong[8].sum(), wrong[:, 1].sum()) == (14, 5, 7)
    assert ((wrong > 0).sum(), wrong.max()) == (10, 3)


@quick
@given(st.integers(1, 60), st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_bins_keep_every_row_and_the_means(rows: int, classes: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    probability = random.dirichlet(np.full(classes, 0.5), size=rows)
    target = random.integers(0, classes, rows)
    number, said, true = load("real_data/reliability").reliability(probability, target)
    assert number.sum() == rows
    assert (number * said).sum() / rows == pytest.approx(probability.max(axis=1).mean())
    accuracy = (probability.argmax(axis=1) == target).mean()
    assert (number * true).sum() / rows == pytest.approx(accuracy)


@quick
@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_bins_are_those_of_scikit_learn(rows: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    probability = random.dirichlet([1, 1, 1], size=rows)
    target = random.integers(0, 3, rows)
    _, said, true = load("real_data/reliability").reliability(probability, target)
    correct = probability.argmax(axis=1) == target
    expected = calibration_curve(correct, probability.max(axis=1), n_bins=10)
    np.testing.assert_allclose(true, expected[0])
    np.testing.assert_allclose(said, expected[1])


def test_certainty_belongs_to_the_last_bin() -> None:
    probability = np.array([[1.0, 0.0], [0.05, 0.95]])
    rows, said, true = load("real_data/reliability").reliability(probability, np.array([0, 0]))
    assert rows.tolist() == [2]
    assert said.tolist() == [0.975]
    assert true.tolist() == [0.5]


def test_strong_penalty_is_too_modest_in_every_bin_and_keeps_weights_and_logits_small() -> None:
    program = load("real_data/reliability")
    sizes, spreads = [], []
    for strength in (1, 100):
        model = LogisticRegression(C=strength, max_iter=1000, tol=1e-6).fit(
            program.x, program.target
        )
        logits = model.decision_function(program.x_test)
        sizes.append(np.linalg.norm(model.coef_))
        spreads.append(np.ptp(logits, axis=1).mean())
        if strength == 1:
            _, said, true = program.reliability(
                model.predict_proba(program.x_test), program.target_test
            )
            assert (true > said).all()
    assert sizes[0] < sizes[1] / 2
    assert spreads[0] < spreads[1] / 2


def test_weaker_penalty_gets_two_more_rows_wrong_at_a_lower_cost() -> None:
    program = load("real_data/reliability")
    rows, costs = [], []
    for strength in (1, 100):
        model = LogisticRegression(C=strength, max_iter=2000, tol=1e-8).fit(
            program.x, program.target
        )
        rows.append(int((model.predict(program.x_test) != program.target_test).sum()))
        log_probability = model.predict_log_proba(program.x_test)
        costs.append(-log_probability[range(450), program.target_test].mean())
    assert rows == [14, 16]
    assert costs[1] < costs[0]


def test_nearly_all_rows_are_in_one_bin_when_the_penalty_is_weak() -> None:
    program = load("real_data/reliability")
    assert program.rows[-1] > 0.9 * program.rows.sum()
    assert program.rows[:-1].max() < 12


def test_balanced_weights_give_every_class_the_same_total() -> None:
    program = load("real_data/rare_class")
    total = program.balanced * program.target.bincount()
    torch.testing.assert_close(total, torch.full((10,), len(program.x) / 10, dtype=torch.float64))


def test_balanced_weights_are_those_of_scikit_learn() -> None:
    program = load("real_data/rare_class")
    ours = torch.softmax(program.fit(program.named), dim=1).numpy()
    other = LogisticRegression(class_weight="balanced", tol=1e-8, max_iter=1000)
    theirs = other.fit(program.x, program.target).predict_proba(program.x_test)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_a_class_weight_counts_a_row_as_if_it_stood_there_more_often() -> None:
    logits, target = torch.randn(6, 3), torch.tensor([0, 1, 2, 2, 0, 1])
    weighted = F.cross_entropy(logits, target, weight=torch.tensor([1.0, 1.0, 3.0]))
    repeated = torch.tensor([0, 1, 2, 2, 2, 3, 3, 3, 4, 5])
    torch.testing.assert_close(weighted, F.cross_entropy(logits[repeated], target[repeated]))


def test_balanced_weights_promise_too_many_where_the_class_stays_rare() -> None:
    program = load("real_data/rare_class")
    eights = (program.target_test == 8).nonzero().flatten()
    keep = torch.ones(len(program.target_test), dtype=torch.bool)
    keep[eights[3:]] = False
    plain, balanced = (
        torch.softmax(program.fit(weight), dim=1)[keep, 8].mean()
        for weight in (None, program.named)
    )
    share = 3 / keep.sum()
    assert plain < share < balanced
    assert share - plain < balanced - share


def test_accuracy_hides_the_missed_eights() -> None:
    program = load("real_data/rare_class")
    said = program.fit(None).argmax(dim=1)
    right = said == program.target_test
    eights = program.target_test == 8
    assert right.double().mean() > 0.9
    assert right[eights].double().mean() < 0.4
    assert not (said[~eights] == 8).any()
