"""Holds the programs of "Sampling" to PyTorch and second derivations."""

import math
import random
import re
from collections import Counter
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from scipy import stats
from torch import Tensor, nn

from tests.programs import load
from verify import ROOT


def drawn(seed: int, *shape: int) -> Tensor:
    return 2 * torch.randn(*shape, generator=torch.Generator().manual_seed(seed)).double()


def by_definition(z: Tensor, knob: str, value: float) -> Tensor:
    """Return what may be drawn with which probability, class by class."""
    p = (z / value if knob == "T" else z).softmax(0).tolist()
    ranked = sorted(range(len(p)), key=lambda i: -p[i])
    kept = ranked
    if knob == "k":
        kept = ranked[: int(value)]
    if knob == "p":
        kept = []
        while sum(p[i] for i in kept) < value:
            kept.append(ranked[len(kept)])
    if knob == "m":
        kept = [i for i in ranked if p[i] >= value * max(p)]
    weights = torch.tensor([p[i] if i in kept else 0.0 for i in range(len(p))], dtype=torch.float64)
    return weights / weights.sum()


KNOBS = [("T", 0.5), ("k", 1), ("k", 3), ("p", 0.3), ("p", 0.9), ("m", 0.1), ("m", 0.7)]


@pytest.mark.parametrize(("knob", "value"), KNOBS)
@pytest.mark.parametrize("seed", range(3))
def test_knobs_keep_what_their_definitions_say(knob: str, value: float, seed: int) -> None:
    z = drawn(seed, 4, 7)
    wanted = torch.stack([by_definition(row, knob, value) for row in z])
    torch.testing.assert_close(load("sampling/four_knobs").turn(z, knob, value), wanted)

    order = load("sampling/order_of_the_knobs")
    name = {"T": "temperature", "k": "top_k", "p": "top_p", "m": "min_p"}[knob]
    setting = int(value) if knob == "k" else value
    found = torch.stack([getattr(order, name)(row, setting).softmax(0) for row in z])
    torch.testing.assert_close(found, wanted)

    if knob != "T":
        cuts = load("sampling/three_cuts")
        for row, kept in zip(z, wanted, strict=True):
            p = row.softmax(0).sort(descending=True).values
            least = cuts.least(p, {"k": "top-k", "p": "top-p", "m": "min-p"}[knob], setting)
            assert int((p >= least).sum()) == int((kept > 0).sum())


def test_model_by_hand_descends_as_pytorch_does() -> None:
    program = load("sampling/tiny_language_model")
    layer = nn.Linear(len(program.W), program.V, bias=False)
    nn.init.zeros_(layer.weight)
    optimizer = torch.optim.SGD(layer.parameters(), lr=25)
    for _ in range(5):
        optimizer.zero_grad()
        F.cross_entropy(layer(program.x), program.y.argmax(1)).backward()
        optimizer.step()
    weight = torch.zeros_like(program.W)
    for _ in range(5):
        p = torch.softmax(program.x @ weight, dim=1)
        weight -= 25 * program.x.T @ (p - program.y) / len(program.x)
    torch.testing.assert_close(weight.T, layer.weight.detach(), rtol=1e-3, atol=1e-4)


def test_each_window_is_five_characters_and_the_next() -> None:
    program = load("sampling/tiny_language_model")
    for row in (0, 100, len(program.x) - 1):
        five = program.x[row].view(program.V, 5).argmax(0).tolist()
        six = [program.chars[i] for i in [*five, int(program.y[row].argmax())]]
        assert "".join(six) == program.text[row : row + 6]


def test_share_of_sentences_is_what_draws_give() -> None:
    """2000 lines written with Gumbel noise at T = 0.7, by the program's last training."""
    program = load("sampling/four_knobs")
    torch.manual_seed(0)
    start = torch.tensor([program.chars.index(c) for c in " now\n"])
    written = start.expand(2000, 5)
    for _ in range(40):
        rows = F.one_hot(written[:, -5:], len(program.chars)).float().transpose(1, 2).flatten(1)
        p = program.turn(rows @ program.W, "T", 0.7)
        written = torch.hstack([written, torch.multinomial(p, 1)])
    lines = ["".join(program.chars[i] for i in row[5:]).split("\n")[0] for row in written.tolist()]
    good = [line for line in lines if f"{line}\n" in set(program.kinds)]
    share, many = program.found["T=0.7"][-1]
    assert len(good) / 2000 == pytest.approx(float(share), abs=4 * math.sqrt(0.25 / 2000))
    counts = torch.tensor(list(Counter(good).values())) / len(good)
    entropy = torch.special.entr(counts).sum()
    bias = (len(counts) - 1) / (2 * len(good))  # an entropy of counts is too small by so much
    assert entropy + bias == pytest.approx(math.log(many), abs=0.15)


def test_half_an_interval_is_so_many_standard_deviations() -> None:
    assert stats.t.ppf(0.975, 4) / math.sqrt(5) == pytest.approx(1.24, abs=0.005)


@pytest.mark.parametrize("count", [2, 3])
def test_largest_noisy_scores_are_draws_without_replacement(count: int) -> None:
    program = load("sampling/gumbel_top_two")
    torch.manual_seed(1)
    draws = 100_000
    wanted = torch.multinomial(program.p.expand(draws, 3), count, replacement=False)
    noise = -(-torch.rand(draws, 3).log()).log()
    found = (program.z + noise).topk(count).indices
    shares = [Counter(map(tuple, rows.tolist())) for rows in (found, wanted)]
    for order in {**shares[0], **shares[1]}:
        assert abs(shares[0][order] - shares[1][order]) / draws < 0.009


def loss(y: Tensor) -> Tensor:
    return (y @ torch.tensor([0.0, 1.0, 3.0], dtype=y.dtype) - 1) ** 2


@pytest.mark.parametrize("tau", [0.1, 0.5, 2.0])
@pytest.mark.parametrize("hard", [False, True])
def test_relaxed_draws_are_those_of_pytorch(tau: float, hard: bool) -> None:
    found = []
    for own in (True, False):
        z = drawn(0, 5, 3).requires_grad_()
        torch.manual_seed(0)
        if own:
            y = ((z - torch.empty_like(z).exponential_().log()) / tau).softmax(1)
            one_hot = F.one_hot(y.argmax(1), 3)
            y = one_hot - y.detach() + y if hard else y
        else:
            y = F.gumbel_softmax(z, tau, hard)
        loss(y).sum().backward()
        found.append([y.detach(), z.grad])
    torch.testing.assert_close(found[0], found[1])


def test_exact_gradient_is_that_of_the_expected_loss() -> None:
    program = load("sampling/gumbel_softmax")
    z = program.z.clone().requires_grad_()
    (z.softmax(0) @ program.costs).backward()
    torch.testing.assert_close(z.grad, program.p * (program.costs - program.p @ program.costs))


def cut_into_windows(program: Any, window: int, step: int) -> float:
    """Return the perplexity by reading each window on its own, character by character."""
    losses: dict[int, float] = {}
    for start in range(0, len(program.y), step):
        for place in range(start, min(start + window, len(program.y))):
            known = torch.tensor([min(place - start, 5)])
            z = program.hide(program.x[place : place + 1], known) @ program.W
            loss = F.cross_entropy(z, program.y[place : place + 1]).item()
            losses.setdefault(place, loss)  # the earliest window that has it knows most before it
    return math.exp(sum(losses.values()) / len(losses))


@pytest.mark.parametrize(("window", "step"), [(8, 8), (8, 4), (8, 3)])
def test_perplexity_is_that_of_windows_read_one_by_one(window: int, step: int) -> None:
    program = load("sampling/perplexity_of_windows")
    output = (ROOT / "snippets/sampling/perplexity_of_windows.out").read_text(encoding="utf-8")
    (published,) = re.findall(rf"^ *{window} +{step} +\S+ +(\S+)$", output, re.M)
    assert cut_into_windows(program, window, step) == pytest.approx(float(published), abs=6e-4)


def test_perplexity_of_the_source_is_what_its_own_probabilities_give() -> None:
    program = load("sampling/perplexity_of_windows")
    random.seed(1)
    lines = [[random.choice(part) for part in program.parts] for _ in range(20_000)]
    nats = sum(
        -math.log(part.count(word) / len(part))
        for line in lines
        for word, part in zip(line, program.parts, strict=True)
    )
    length = sum(len(" ".join(line)) + 1 for line in lines)
    assert math.exp(nats / length) == pytest.approx(
        float((program.nats / program.length).exp()), abs=0.001
    )
