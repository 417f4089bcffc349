"""Holds the programs of "Masks and attention" to PyTorch, SciPy and second derivations."""

import math
from typing import Any

import numpy as np
import pytest
import scipy.special
import torch
import torch.nn.functional as F
from scipy import integrate, stats
from torch import nn

from tests.programs import load


def own(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=own(seed), dtype=torch.float64)


@pytest.mark.parametrize("d", [1, 4, 9])
def test_attention_by_the_page_is_that_of_pytorch_and_of_scipy(d: int) -> None:
    program = load("attention/one_head")
    q, k, v = normal(2, 3, d), normal(2, 5, d, seed=1), normal(2, 5, 2, seed=2)
    found = program.attend(q, k, v)
    torch.testing.assert_close(found, F.scaled_dot_product_attention(q, k, v))
    weights = scipy.special.softmax(np.einsum("bnd,bmd->bnm", q, k) / math.sqrt(d), axis=-1)
    np.testing.assert_allclose(found, np.einsum("bnm,bme->bne", weights, v))


@pytest.mark.parametrize(("power", "spread"), [(0, 8.0), (-0.5, 1.0), (-1, 0.125)])
def test_spread_of_scores_is_the_power_of_d(power: float, spread: float) -> None:
    program = load("attention/root_of_d")
    found = program.measure(program.draw(64, seed=7) * 64**power)[0]
    assert found == pytest.approx(spread, rel=0.05)


def test_entropy_after_division_is_that_of_normal_scores() -> None:
    # With many keys of normal scores: ln n + ln E[e^z] - E[z e^z] / E[e^z] = ln n - 1/2.
    mean = integrate.quad(lambda z: math.exp(z) * stats.norm.pdf(z), -10, 10)[0]
    first = integrate.quad(lambda z: z * math.exp(z) * stats.norm.pdf(z), -10, 10)[0]
    expected = math.log(64) + math.log(mean) - first / mean
    assert expected == pytest.approx(math.log(64) - 0.5)
    program = load("attention/root_of_d")
    found = program.measure(program.draw(256, seed=7) / 16)[1]
    assert found == pytest.approx(expected, abs=0.05)


def test_slope_is_the_trace_of_the_derivative_of_softmax() -> None:
    z = normal(6)
    p = z.softmax(0)
    jacobian = torch.autograd.functional.jacobian(lambda z: z.softmax(0), z)
    assert isinstance(jacobian, torch.Tensor)
    torch.testing.assert_close(jacobian.trace(), (p * (1 - p)).sum())


def test_a_mask_is_softmax_over_the_keys_that_are_left() -> None:
    program = load("attention/ways_to_mask")
    left = program.scores[program.allowed].softmax(dim=0)
    for name in "score -inf", "... and divided":
        torch.testing.assert_close(program.ways[name][program.allowed], left)
        assert program.ways[name][~program.allowed] == 0


@pytest.mark.parametrize("name", ["-inf added", "-inf filled", "row opened", "PyTorch"])
def test_ways_to_mask_agree_on_rows_with_keys_and_so_do_their_gradients(name: str) -> None:
    program = load("attention/empty_row")
    found = []
    for attend in program.ways[name], F.scaled_dot_product_attention:
        q, k, v = (each.clone().requires_grad_() for each in program.inputs)
        out = attend(q, k, v)[[0, 2]]
        found.append((out, *torch.autograd.grad(out.sum(), [q, k, v])))
    if name in ("row opened", "PyTorch"):  # all keys are allowed in the other rows
        torch.testing.assert_close(found[0][1][[0, 2]], found[1][1][[0, 2]])
    torch.testing.assert_close(found[0][0], found[1][0])


def test_an_opened_row_has_the_gradients_of_a_row_that_is_not_there() -> None:
    program = load("attention/empty_row")
    gradients = []
    for attend, rows in (program.opened, [0, 1, 2]), (F.scaled_dot_product_attention, [0, 2]):
        q, k, v = (each.clone().requires_grad_() for each in program.inputs)
        gradients.append(torch.autograd.grad(attend(q[rows], k, v).sum(), [q, k, v]))
    torch.testing.assert_close(*gradients)


def test_padding_is_forbidden_to_every_query() -> None:
    program = load("attention/padding")
    assert program.token.tolist() == [[True] * 3 + [False] * 2, [True] * 5]
    torch.testing.assert_close(program.out[0, :3], program.alone)
    program.batch[0, 3:] = 1e3
    changed = program.compare("changed", program.token[:, None])
    torch.testing.assert_close(changed[program.token], program.out[program.token])


def test_the_module_with_identities_is_the_function() -> None:
    program = load("attention/two_meanings_of_true")
    mask = torch.tensor([[False, True, False]])
    expected = program.function(~mask)
    torch.testing.assert_close(
        program.module(program.x, program.x, program.x, key_padding_mask=mask)[1], expected
    )
    assert isinstance(program.module, nn.MultiheadAttention)


@pytest.mark.parametrize(("diagonal", "sees"), [(-1, 2), (0, 3), (1, 4)])
def test_a_diagonal_says_how_far_a_query_sees(diagonal: int, sees: int) -> None:
    x, mask = normal(6, 4), torch.ones(6, 6).tril(diagonal).bool()
    x.requires_grad_()
    out = F.scaled_dot_product_attention(normal(6, 4, seed=1), x, x, mask)
    (gradient,) = torch.autograd.grad(out[2].sum(), x)
    assert gradient.abs().sum(1).gt(0).tolist() == [True] * sees + [False] * (6 - sees)


def weights(queries: int, **options: Any) -> torch.Tensor:
    q, k, eye = normal(queries, 4), normal(5, 4, seed=1), torch.eye(5).double()
    found: torch.Tensor = F.scaled_dot_product_attention(q, k, eye, **options)
    return found


@pytest.mark.parametrize("queries", [1, 2, 5])
def test_is_causal_counts_queries_and_keys_from_the_first(queries: int) -> None:
    allowed = torch.ones(queries, 5).tril().bool()
    torch.testing.assert_close(
        weights(queries, is_causal=True), weights(queries, attn_mask=allowed)
    )


@pytest.mark.parametrize("size", [1, 3, 5, 8, 20])
@pytest.mark.parametrize("backwards", [False, True])
def test_attention_in_blocks_is_that_of_pytorch(size: int, backwards: bool) -> None:
    attend = load("attention/attention_in_blocks").attend
    q, k, v = normal(7, 4), normal(11, 4, seed=1), normal(11, 3, seed=2)
    mask = torch.rand((7, 11), generator=own()) < 0.4
    mask[:, 4] = True
    order = torch.arange(11).flip(0) if backwards else torch.arange(11)
    torch.testing.assert_close(
        attend(q, k[order], v[order], mask[:, order], size),
        F.scaled_dot_product_attention(q, k, v, mask),
    )
