"""What the page on the lost start claims, and the functions of its programs."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch import Tensor, nn

from tests.programs import SNIPPETS, load
from tests.snippets.test_reading_the_log import LOG
from verify.isolation import environment

PROPERTY = settings(deadline=None, max_examples=50)
LINES = [f"{cost:.6f}" for cost in LOG]

search = load("lost_start/find_the_start")
drift = load("lost_start/float_drift")


def printed(costs: Tensor) -> list[str]:
    return [f"{cost:.6f}" for cost in costs[::100].tolist()]


@PROPERTY
@given(st.integers(0, 99), st.integers(0, 1000))
def test_a_window_of_the_stream_is_what_a_layer_draws(seed: int, offset: int) -> None:
    torch.manual_seed(seed)
    torch.rand(offset)
    linear = nn.Linear(4, 3)
    drawn = torch.cat([linear.weight.flatten(), linear.bias])
    assert torch.equal(search.windows[1001 * seed + offset], drawn)


@PROPERTY
@given(arrays(np.float32, (5, 8, 3), elements=st.floats(-1000, 1000, width=32)))
def test_mean_costs_are_cross_entropies(scores: np.ndarray) -> None:
    logits = torch.from_numpy(scores)
    expected = torch.stack([F.cross_entropy(z, search.target) for z in logits])
    torch.testing.assert_close(search.mean_costs(logits), expected)


def test_no_start_at_all_has_no_costs() -> None:
    assert search.mean_costs(torch.zeros(0, 8, 3)).shape == (0,)


def test_one_start_of_all_gives_the_eleven_lines() -> None:
    assert len(search.windows) == 100 * 1001
    assert len(search.near) == 37
    assert (search.worst < 1e-6).sum() == 1
    assert (search.seed, search.offset) == (1, 283)


def test_only_one_first_cost_is_near_enough_to_print_the_same() -> None:
    assert ((search.first - LOG[0]).abs() < 1e-6).sum() == 1


def test_the_seed_counts_only_its_last_32_bits() -> None:
    torch.manual_seed(1)
    numbers = torch.rand(300)
    torch.manual_seed(1 + 2**32)
    assert torch.equal(torch.rand(300), numbers)


def test_the_size_of_the_first_search() -> None:
    assert (2**32, 2**32 * 212) == (4_294_967_296, 910_533_066_752)


@PROPERTY
@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_nine_digits_identify_a_float32(number: float) -> None:
    assert np.float32(f"{number:.9g}") == np.float32(number)


def test_eight_digits_do_not() -> None:
    above_1000 = np.nextafter(np.float32(1000), np.float32(1001))
    assert f"{above_1000:.8g}" == f"{np.nextafter(above_1000, np.float32(1001)):.8g}"


def test_the_fifteen_numbers_are_the_recovered_start() -> None:
    linear = load("lost_start/fifteen_numbers").drawn
    assert torch.equal(linear.weight, drift.seeded()[0])
    assert torch.equal(linear.bias, drift.seeded()[1])


@pytest.mark.sweep
def test_the_log_is_the_same_without_vector_kernels(tmp_path: Path) -> None:
    program = SNIPPETS / "lost_start/fifteen_numbers.py"
    known = environment() | {"ATEN_CPU_CAPABILITY": "default"}
    output = subprocess.run(
        [sys.executable, program], cwd=tmp_path, env=known, capture_output=True, check=True
    ).stdout.decode()
    assert output == program.with_suffix(".out").read_text()
    assert [line.split()[-1] for line in output.splitlines()[2:]] == LINES


def test_float32_float64_and_two_threads_print_the_log() -> None:
    assert printed(drift.single) == LINES
    assert printed(drift.double) == LINES
    assert printed(drift.threads) == LINES


def test_training_by_hand_is_what_an_optimizer_does() -> None:
    weight, bias = (tensor.double().requires_grad_() for tensor in drift.seeded())
    x = torch.tensor(drift.rows, dtype=torch.float64)
    optimizer = torch.optim.SGD([weight, bias], lr=0.1)
    costs = []
    for _ in range(50):
        cost = F.cross_entropy(x @ weight.T + bias, drift.target)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.detach())
    torch.testing.assert_close(drift.double[:50], torch.stack(costs))


def test_the_gap_is_the_largest_absolute_difference() -> None:
    assert drift.gap(torch.tensor([1.0, 2.0]), torch.tensor([1.5, -1.0])) == 3.0


def test_a_high_rate_parts_the_two_types_and_a_low_one_does_not() -> None:
    weight, bias = drift.seeded()
    for lr, part in ((0.05, False), (0.1, False), (0.3, True)):
        single, double = (drift.train(weight.to(t), bias.to(t), lr) for t in (None, torch.float64))
        assert (drift.gap(single, double) > 1e-6) == part


def test_at_the_high_rate_the_two_types_go_together_before_they_part() -> None:
    single, double = drift.fast
    assert drift.gap(single[:200], double[:200]) < 1e-3
    assert drift.gap(single[-1:], double[-1:]) > 1e-3


def test_drawing_in_float64_is_another_start() -> None:
    single, double = drift.seeded()[0], drift.seeded(torch.float64)[0]
    assert (single - double).abs().max() > 0.1


def test_the_record_alone_rebuilds_the_run() -> None:
    program = load("lost_start/run_record")
    found = json.loads(json.dumps(program.run))
    torch.manual_seed(12345)  # the generator does not matter
    linear = nn.Linear(4, 3)
    linear.load_state_dict({k: torch.tensor(v) for k, v in found["start"].items()})
    assert program.train(linear, **found["recipe"]) == pytest.approx(found["costs"], abs=1e-6)


def test_a_number_goes_through_the_record_unchanged() -> None:
    numbers = torch.rand(1000)
    assert torch.equal(torch.tensor(json.loads(json.dumps(numbers.tolist()))), numbers)


def test_the_figure_shows_the_misses_of_the_search() -> None:
    figure = load("lost_start/eleven_misses")
    assert figure.table.shape == (11, 37)
    largest = figure.table.amax(dim=0).float().sort().values
    torch.testing.assert_close(largest, search.worst.sort().values, atol=1e-6, rtol=0)


def test_one_start_misses_no_line_by_more_than_the_rounding_of_the_log() -> None:
    figure = load("lost_start/eleven_misses")
    right = (figure.table < 5.01e-7).all(dim=0)
    assert torch.equal(right, figure.found)
    assert right.sum() == 1
    assert figure.table[:, ~right].min() > 1e-5


@PROPERTY
@given(arrays(np.float64, (3, 3, 5), elements=st.floats(-100, 100)), st.integers(0, 10))
def test_a_miss_is_the_distance_of_the_cross_entropy_from_the_line(
    starts: np.ndarray, line: int
) -> None:
    figure = load("lost_start/eleven_misses")
    target = figure.one_hot.argmax(dim=1)
    for start, miss in zip(
        torch.from_numpy(starts), figure.misses(torch.from_numpy(starts), line), strict=True
    ):
        assert miss.item() == pytest.approx(
            abs(F.cross_entropy(figure.x @ start.T, target).item() - LOG[line])
        )
