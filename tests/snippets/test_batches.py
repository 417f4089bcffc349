"""Holds the programs of "Mini-batches and validation" to PyTorch, SciPy and second derivations."""

from itertools import combinations
from math import comb
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.stats import binom, binomtest, norm
from sklearn.neighbors import NearestCentroid
from torch import nn
from torch.func import functional_call, grad, vmap
from torch.utils.data import DataLoader, TensorDataset

from tests.programs import load

DATA = TensorDataset(torch.arange(10))


def order(loader: Any) -> list[int]:
    return [row for (batch,) in loader for row in batch.tolist()]


def own(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_a_loader_with_its_own_generator_leaves_the_common_one_alone() -> None:
    torch.manual_seed(0)
    expected = torch.rand(3)
    torch.manual_seed(0)
    order(DataLoader(DATA, 4, generator=own()))
    order(DataLoader(DATA, 4, shuffle=True, generator=own()))
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.parametrize("shuffle", [False, True])
def test_a_loader_without_one_takes_from_the_common_one(shuffle: bool) -> None:
    torch.manual_seed(0)
    expected = torch.rand(3)
    torch.manual_seed(0)
    order(DataLoader(DATA, 4, shuffle=shuffle))
    assert not torch.equal(torch.rand(3), expected)


def test_a_layer_more_changes_the_order() -> None:
    orders = []
    for layers in (0, 1):
        torch.manual_seed(0)
        for _ in range(layers):
            nn.Linear(4, 3)
        orders.append(order(DataLoader(DATA, 4, shuffle=True)))
    assert orders[0] != orders[1]


def test_drop_last_leaves_out_other_rows_in_each_epoch() -> None:
    loader = DataLoader(DATA, 4, shuffle=True, drop_last=True, generator=own())
    left_out = {frozenset(range(10)) - frozenset(order(loader)) for _ in range(5)}
    assert {len(rows) for rows in left_out} == {2}
    assert len(left_out) > 1


@pytest.mark.parametrize("size", [1, 3, 5, 8])
def test_batches_weighted_by_their_share_have_the_gradient_of_all_rows(size: int) -> None:
    program = load("batches/mean_of_means")
    program.accumulate("", torch.arange(8).split(size), lambda n: n / 8)
    found = [p.grad.clone() for p in program.model.parameters()]
    cost = F.cross_entropy(program.model(program.x), program.target)
    torch.testing.assert_close(
        found, list(torch.autograd.grad(cost, list(program.model.parameters())))
    )


def test_the_two_rows_of_the_last_batch_have_large_losses() -> None:
    program = load("batches/mean_of_means")
    losses = F.cross_entropy(program.model(program.x), program.target, reduction="none")
    assert losses[6:].min() > losses.median()
    assert losses[6:].mean() > losses.mean()


def test_gradients_of_rows_are_those_of_autograd() -> None:
    program = load("batches/batch_size")
    parameters = {name: p.detach() for name, p in program.model.named_parameters()}

    def cost(parameters: dict[str, torch.Tensor], x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = functional_call(program.model, parameters, (x[None],))
        return F.cross_entropy(logits, y[None])

    rows = vmap(grad(cost), in_dims=(None, 0, 0))(parameters, program.x[:50], program.target[:50])
    torch.testing.assert_close(program.row_gradients[:50], rows["weight"].flatten(1))


@pytest.mark.parametrize("size", range(1, 8))
def test_law_of_the_noise_is_the_mean_over_all_batches_there_are(size: int) -> None:
    rows = torch.randn(7, 3, generator=own()).double()
    spread = ((rows - rows.mean(0)) ** 2).sum(1).mean()
    means = torch.stack([rows[list(batch)].mean(0) for batch in combinations(range(7), size)])
    squared = ((means - rows.mean(0)) ** 2).sum(1).mean()
    torch.testing.assert_close(squared, spread / size * (7 - size) / 6)
    torch.testing.assert_close(means.mean(0), rows.mean(0))  # right on average


def test_early_stopping_takes_the_least_validation_cost_of_each_split() -> None:
    program = load("batches/early_stopping")
    for run, best, kept in zip(program.runs, program.best, program.kept, strict=True):
        assert run[best, 1] == run[:, 1].min()
        assert run[best, 2] == kept
    assert (program.mean[:, 0].diff() < 0).all()  # while the training cost falls to the end
    assert program.runs[:, -1, 0].max() < 0.5


def test_a_weak_model_is_the_nearest_centroid() -> None:
    program = load("batches/best_of_many")
    train, pixels = torch.arange(500), torch.tensor([[10, 20, 30, 42], [5, 11, 33, 60]])
    for answers, seen in zip(program.answers(train, pixels), pixels, strict=True):
        other = NearestCentroid().fit(program.x[train][:, seen], program.target[train])
        assert np.array_equal(answers.numpy(), other.predict(program.x[:, seen].numpy()))


def test_batch_normalisation_in_training_uses_the_batch_and_in_evaluation_what_it_kept() -> None:
    layer, x = nn.BatchNorm1d(3), torch.randn(6, 3, generator=own())
    mean, variance = layer.get_buffer("running_mean"), layer.get_buffer("running_var")
    by_batch = (x - x.mean(0)) / (x.var(0, unbiased=False) + layer.eps).sqrt()
    torch.testing.assert_close(layer(x).detach(), by_batch)
    torch.testing.assert_close(mean, 0.1 * x.mean(0))
    kept = (x - mean) / (variance + layer.eps).sqrt()
    torch.testing.assert_close(layer.eval()(x).detach(), kept)


def test_sixteen_rows_with_any_labels_can_be_learnt_by_heart() -> None:
    program = load("batches/one_batch_first")
    design = torch.hstack([program.x[:16], torch.ones(16, 1)])
    assert torch.linalg.matrix_rank(design) == 16  # so some weights give any logits


def test_wilson_interval_of_the_page() -> None:
    program = load("batches/two_models")
    n, z = len(program.x_test), norm.ppf(0.975)
    for right in program.right.values():
        p = right.mean()
        middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
        found = binomtest(int(right.sum()), n).proportion_ci(method="wilson")
        np.testing.assert_allclose([found.low, found.high], [middle - half, middle + half])


def test_bootstrap_interval_is_near_that_of_the_standard_error() -> None:
    program = load("batches/two_models")
    n, gain = len(program.gain), program.gain
    error = np.sqrt(abs(gain).mean() - gain.mean() ** 2) / np.sqrt(n)
    found = np.quantile(gain[program.again].mean(axis=1), [0.025, 0.975])
    wanted = gain.mean() + np.array([-1.96, 1.96]) * error
    np.testing.assert_allclose(found, wanted, atol=0.002)


def test_lopsidedness_is_that_of_throws_of_a_coin() -> None:
    program = load("batches/two_models")
    one, other = program.only_one, program.only_other
    tail = sum(comb(one + other, k) for k in range(one + 1)) / 2 ** (one + other)
    assert program.p == pytest.approx(2 * tail)


def test_many_tests_at_once_are_those_of_scipy() -> None:
    program = load("batches/how_many_test_rows")
    gain = np.random.default_rng(0).choice([-1, 0, 0, 1], (50, 30))
    found = program.mcnemar(gain)
    for p, row in zip(found, gain, strict=True):
        wins, losses = int((row == 1).sum()), int((row == -1).sum())
        expected = binomtest(wins, wins + losses).pvalue if wins + losses else 1.0
        assert p == pytest.approx(expected)


def test_rows_of_the_formula_find_the_lead_in_about_80_of_100_test_sets() -> None:
    program = load("batches/how_many_test_rows")
    apart, lead = program.apart, program.lead
    rows = round(program.z**2 * (apart - lead**2) / lead**2)
    errors = np.sqrt((apart - lead**2) / rows)
    assert norm.sf(norm.ppf(0.975) - lead / errors) == pytest.approx(0.8, abs=0.001)
    power = 0.0
    wins = (apart + lead) / 2 / apart  # the share of wins among the rows that tell
    for count in range(rows // 10):
        won = np.arange(count + 1)
        tail = np.minimum(1, 2 * binom.cdf(np.minimum(won, count - won), count, 0.5))
        told = binom.pmf(won, count, wins)[tail < 0.05].sum()
        power += binom.pmf(count, rows, apart) * told
    assert power == pytest.approx(0.77, abs=0.05)  # an exact test is a little cautious
