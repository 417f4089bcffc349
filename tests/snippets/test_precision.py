"""Holds the programs of "Low precision and many classes" to PyTorch, NumPy and second views."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.special import expit, logsumexp
from scipy.stats import multivariate_normal

from tests.programs import load
from verify import ROOT

D = 8  # numbers in each of a pair


def own(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_a_step_of_less_than_half_the_gap_leads_back(dtype: torch.dtype) -> None:
    one, gap = torch.tensor(1.0, dtype=dtype), torch.finfo(dtype).eps
    assert one + 0.49 * gap == 1
    assert one + 0.51 * gap == 1 + gap
    least = torch.finfo(dtype).tiny * gap
    assert 0 < torch.tensor(least, dtype=dtype) < torch.tensor(1.6 * least, dtype=dtype)
    assert torch.tensor(0.49 * least, dtype=dtype) == 0


def test_limits_of_float16_are_those_of_numpy() -> None:
    limits, other = torch.finfo(torch.float16), np.finfo(np.float16)
    assert [limits.max, limits.eps] == [float(other.max), float(other.eps)]
    assert limits.tiny * limits.eps == other.smallest_subnormal


def test_the_loss_under_autocast_is_that_of_rounded_logits() -> None:
    program = load("precision/autocast")
    rounded = F.cross_entropy(program.logits.float(), program.target, reduction="none")
    torch.testing.assert_close(program.losses["cross_entropy"], rounded)
    late = -program.logs.float().gather(1, program.target[:, None])[:, 0]
    torch.testing.assert_close(program.losses["log_softmax, nll_loss"], late)
    fused = program.losses["linear_cross_entropy"]
    torch.testing.assert_close(fused, program.exact)


@pytest.mark.parametrize("power", [-8, 0, 8, 16])
def test_gradients_in_float16_are_probability_minus_target_scaled_and_rounded(power: int) -> None:
    program = load("precision/loss_scaling")
    low = program.logits.half().double()
    wanted = low.softmax(1) - F.one_hot(program.target, program.K)
    wanted = wanted / program.N * 2.0**power
    found = program.gradient(2.0**power)
    torch.testing.assert_close(found, wanted.half(), rtol=1e-3, atol=6e-8)


def test_the_scale_is_found_as_the_page_says() -> None:
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scaler = torch.amp.GradScaler("cpu", growth_interval=3)
    scales = []
    for slope in (1.0, math.inf, 1.0, 1.0, 1.0):
        optimizer.zero_grad()
        before = weight.item()
        scaler.scale(weight * 1.0).backward()
        weight.grad.mul_(slope)  # type: ignore[union-attr]
        scaler.step(optimizer)
        scaler.update()
        assert (weight.item() == before) == math.isinf(slope)
        scales.append(scaler.get_scale())
    assert scales == [2.0**16, 2.0**15, 2.0**15, 2.0**15, 2.0**16]


def test_the_penalty_pulls_log_z_to_zero_and_leaves_the_probabilities() -> None:
    program = load("precision/z_loss")
    z = program.P.log().double().requires_grad_()
    loss = F.cross_entropy(z, program.P.double()) + 0.02 * z.logsumexp(0) ** 2
    (slope,) = torch.autograd.grad(loss, z)
    torch.testing.assert_close(slope, torch.zeros(4).double(), atol=1e-7, rtol=0)
    assert program.train(0.02, start=50.0).logsumexp(0).abs() < 1
    drift = program.train(0.0, start=50.0).mean()
    assert drift == pytest.approx(50.0, abs=1e-3)  # without it, the mean of the scores stays


def test_a_capped_row_teaches_by_the_slope_of_the_cap() -> None:
    printed = (ROOT / "snippets/precision/soft_cap.out").read_text().split("\n")[2:-1]
    for lead, capped, plain, soft, slope, soft_slope in (
        map(float, row.split()) for row in printed
    ):
        assert capped == pytest.approx(30 * math.tanh(lead / 30), abs=0.006)
        assert plain == pytest.approx(np.logaddexp(0, lead), abs=0.006)
        assert soft == pytest.approx(np.logaddexp(0, 30 * math.tanh(lead / 30)), abs=0.006)
        assert slope == pytest.approx(expit(lead), abs=6e-5)
        through = (1 - math.tanh(lead / 30) ** 2) * expit(30 * math.tanh(lead / 30))
        assert soft_slope == pytest.approx(through, abs=6e-5)


def test_bias_of_the_sampled_loss_is_that_of_its_exact_mean() -> None:
    program = load("precision/sampled_softmax")
    logits = program.logits.double().numpy()
    target, others = logits[program.y], np.delete(logits, program.y)
    exact = logsumexp(logits) - target
    assert program.exact.item() == pytest.approx(exact, abs=1e-5)
    # One uniform draw: the mean over all classes that it may be
    one = np.logaddexp(target, others + np.log(len(others))).mean() - target
    found = program.bias(torch.ones(program.K), 1, True).split(" ± ")
    assert float(found[0]) == pytest.approx(one - exact, abs=1.7 * float(found[1]))


def test_draws_by_softmax_leave_nothing_to_chance() -> None:
    program = load("precision/sampled_softmax")
    assert program.bias(program.logits.exp(), 2, True) == " 0.000 ± 0.000"


@pytest.mark.parametrize("corrected", [True, False])
def test_a_sampled_softmax_learns_the_frequencies_or_what_they_are_beside_q(
    corrected: bool,
) -> None:
    frequency = torch.cat([8 * torch.ones(32), torch.ones(32)])
    z, random = torch.zeros(64, requires_grad=True), own()
    optimizer = torch.optim.Adam([z], lr=0.03)
    for _ in range(200):
        y = frequency.multinomial(512, replacement=True, generator=random)
        q = frequency.repeat(512, 1).scatter(1, y[:, None], 0)
        q /= q.sum(1, keepdim=True)
        drawn = q.multinomial(64, replacement=True, generator=random)
        scores = z[drawn] - corrected * (64 * q.gather(1, drawn)).log()
        loss = (torch.hstack([z[y][:, None], scores]).logsumexp(1) - z[y]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    learnt = (z[:32].mean() - z[32:].mean()).exp()
    assert learnt.item() == pytest.approx(8 if corrected else 1, rel=0.2)


def test_two_levels_are_a_distribution_and_can_say_less_than_one() -> None:
    program = load("precision/hierarchical_softmax")
    z = torch.randn(program.S, program.N, program.G + program.G * program.M, generator=own())
    p = program.two_levels(z).exp()
    torch.testing.assert_close(p.sum(2), torch.ones(program.S, program.N))
    group = z[..., : program.G].softmax(2)
    torch.testing.assert_close(p.view(*group.shape, program.M).sum(3), group)


def test_scores_of_the_pairs_are_the_log_of_the_ratio_of_densities() -> None:
    information = 3.0
    rho = math.sqrt(1 - math.exp(-2 * information / D))
    a = torch.randn(5, D, generator=own()).double().numpy()
    b = np.random.default_rng(0).standard_normal((5, D))
    scores = (rho * a @ b.T - rho**2 * (b**2).sum(1) / 2) / (1 - rho**2)
    beside = np.array(
        [[multivariate_normal(rho * x, (1 - rho**2) * np.eye(D)).logpdf(y) for y in b] for x in a]
    )
    ratio = beside - multivariate_normal(np.zeros(D), np.eye(D)).logpdf(b)
    np.testing.assert_allclose(
        scores - logsumexp(scores, 1, keepdims=True), ratio - logsumexp(ratio, 1, keepdims=True)
    )


def test_the_known_information_is_that_of_normal_numbers() -> None:
    information = 3.0
    rho2 = 1 - math.exp(-2 * information / D)
    both = np.kron([[1, math.sqrt(rho2)], [math.sqrt(rho2), 1]], np.eye(D))
    assert -np.linalg.slogdet(both)[1] / 2 == pytest.approx(information)


def test_estimates_stay_below_the_ceiling_and_the_information() -> None:
    program = load("precision/info_nce")
    for count in (4, 32):
        for information in (1.0, 5.0, 20.0):
            assert program.estimate(information, count) <= min(math.log(count), information) + 0.01
    assert program.estimate(1.0, 1024) == pytest.approx(1.0, abs=0.05)
