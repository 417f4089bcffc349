import math
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
import torch
import torch.distributed as dist
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import backward, grad
from torch.autograd.functional import hessian
from torch.autograd.graph import saved_tensors_hooks

from tests.conftest import every_nth
from tests.programs import SNIPPETS, load

notes = load("walkthrough/training")
ring = load("scaling_out/ring_all_reduce")
time = load("scaling_out/all_reduce_time")
batch = load("scaling_out/thousandfold_batch")


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    monkeypatch.chdir(tmp_path)  # measuring writes trace.json
    return load("scaling_out/peak_memory")


def only_process() -> dict[str, str]:
    """Return what torchrun tells the one process that it starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "RANK": "0", "WORLD_SIZE": "1"}


def load_as_the_only_process(name: str) -> SimpleNamespace:
    with mock.patch.dict(os.environ, only_process()):
        return load(name)


def start() -> nn.Linear:
    torch.manual_seed(1)
    torch.rand(283)
    return nn.Linear(4, 3)


def gradient(loss: Tensor, model: nn.Linear) -> Tensor:
    return torch.cat([g.flatten() for g in grad(loss, list(model.parameters()))])


# Data parallel


def test_two_processes_print_the_log_of_one() -> None:
    one = (SNIPPETS / "walkthrough/training.out").read_text()
    assert (SNIPPETS / "scaling_out/data_parallel.out").read_text() == one
    assert one.count("\n") == 11


def test_one_process_started_by_torchrun_ends_at_the_same_cost() -> None:
    alone = load_as_the_only_process("scaling_out/data_parallel")
    assert f"{alone.mean:.6f}" == "0.247032"
    assert not dist.is_initialized()


@pytest.mark.parametrize(
    "name", every_nth(["data_parallel", "unequal_shards", "vocabulary_parallel"], 3)
)
def test_the_threads_of_gloo_end_with_the_group_and_not_while_python_shuts_down(name: str) -> None:
    program = SNIPPETS / f"scaling_out/{name}.py"
    code = (
        "import psutil, sys\n"
        "exec(open(sys.argv[1]).read())\n"  # what it names lives on, as in a program
        "print('threads', psutil.Process().num_threads())\n"
    )
    environment = os.environ | only_process() | {"OMP_NUM_THREADS": "1"}
    run = [sys.executable, "-c", code, str(program)]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=120)
    assert done.stdout.endswith("threads 1\n"), done.stdout + done.stderr


def test_the_mean_gradient_of_equal_shards_is_the_gradient_of_all_rows() -> None:
    model = start()
    whole = gradient(F.cross_entropy(model(notes.x), notes.target), model)
    for world in 2, 4, 8:
        shards = [slice(rank, None, world) for rank in range(world)]
        parts = [
            gradient(F.cross_entropy(model(notes.x[s]), notes.target[s]), model) for s in shards
        ]
        torch.testing.assert_close(torch.stack(parts).mean(dim=0), whole)


# Unequal shards


def test_the_mean_of_the_means_of_six_and_two_rows_is_wrong() -> None:
    losses = F.cross_entropy(start()(notes.x), notes.target, reduction="none").detach()
    means = [losses[:6].mean(), losses[6:].mean()]
    assert f"{sum(means) / 2:.4f}" == "5.2176"
    assert f"{losses.mean():.4f}" == "3.2461"


@settings(deadline=None, max_examples=50)
@given(cut=st.integers(1, 7), classes=st.integers(1, 5), seed=st.integers(0, 1000))
def test_weighted_shards_give_loss_and_gradient_of_all_rows(
    cut: int, classes: int, seed: int
) -> None:
    torch.manual_seed(seed)
    logits = torch.randn(8, classes, dtype=torch.float64, requires_grad=True)
    target = torch.randint(classes, (8,))
    shards = [slice(0, cut), slice(cut, 8)]
    costs = [
        2 * len(target[s]) / 8 * F.cross_entropy(logits[s], target[s]) for s in shards
    ]  # what each process computes
    mean = sum(costs, torch.tensor(0.0)) / 2  # what the all-reduce makes of it
    whole = F.cross_entropy(logits, target)
    torch.testing.assert_close(mean, whole)
    torch.testing.assert_close(grad(mean, logits), grad(whole, logits))


def test_accumulating_gradients_over_unequal_batches_makes_the_same_mistake() -> None:
    model = start()
    for shard in slice(0, 6), slice(6, 8):
        backward(F.cross_entropy(model(notes.x[shard]), notes.target[shard]) / 2)
    assert model.bias.grad is not None
    wrong = " ".join(f"{g:7.4f}" for g in model.bias.grad)
    published = (SNIPPETS / "scaling_out/unequal_shards.out").read_text().splitlines()
    assert wrong in published[1]
    assert published[0].removeprefix("one process  ") == published[2].removeprefix("weighted     ")


# Vocabulary parallel


def in_processes(
    run: Callable[[int], tuple[Tensor, Tensor]], world: int
) -> tuple[list[tuple[Tensor, Tensor]], int]:
    """What `run(rank)` returns in each of `world` threads that all-reduce with one another.

    Also returns how many numbers each of them put into all-reduces.
    """
    barrier = threading.Barrier(world, timeout=20)
    held: dict[int, Tensor] = {}
    results: dict[int, tuple[Tensor, Tensor]] = {}
    sent = [0] * world
    own = threading.local()

    def all_reduce(tensor: Tensor, op: object = dist.ReduceOp.SUM) -> None:
        sent[own.rank] += tensor.numel()
        held[own.rank] = tensor.clone()
        barrier.wait()
        stacked = torch.stack([held[rank] for rank in range(world)])
        barrier.wait()
        tensor.copy_(stacked.amax(dim=0) if op == dist.ReduceOp.MAX else stacked.sum(dim=0))

    def work(rank: int) -> None:
        own.rank = rank
        results[rank] = run(rank)

    threads = [threading.Thread(target=work, args=(rank,)) for rank in range(world)]
    with mock.patch.object(dist, "all_reduce", all_reduce):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(sent)) == 1
    return [results[rank] for rank in range(world)], sent[0]


def in_parts(logits: Tensor, target: Tensor, widths: list[int]) -> tuple[list[Tensor], Tensor, int]:
    """The loss of each process, the gradient put together, and the numbers each one sent."""
    program = load_as_the_only_process("scaling_out/vocabulary_parallel")
    firsts = [sum(widths[:rank]) for rank in range(len(widths))]
    parts = torch.tensor_split(logits, firsts[1:], dim=1)
    results, sent = in_processes(
        lambda rank: program.loss_and_gradient(parts[rank], target, firsts[rank]), len(widths)
    )
    losses, gradients = zip(*results, strict=True)
    return list(losses), torch.cat(gradients, dim=1), sent


def alone(logits: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    logits = logits.clone().requires_grad_()
    loss = F.cross_entropy(logits, target)
    return loss.detach(), grad(loss, logits)[0]


@settings(deadline=None, max_examples=50)
@given(
    widths=st.lists(st.integers(1, 40), min_size=1, max_size=4),
    rows=st.integers(1, 5),
    scale=st.sampled_from([0.0, 1.0, 30.0, 1000.0]),
    shift=st.sampled_from([0.0, 1000.0, -1000.0]),
    seed=st.integers(0, 1000),
)
def test_split_classes_give_loss_and_gradient_of_one_process(
    widths: list[int], rows: int, scale: float, shift: float, seed: int
) -> None:
    torch.manual_seed(seed)
    logits = torch.randn(rows, sum(widths), dtype=torch.float64) * scale + shift
    target = torch.randint(sum(widths), (rows,))
    losses, gradients, sent = in_parts(logits, target, widths)
    loss, expected = alone(logits, target)
    for own in losses:
        torch.testing.assert_close(own, loss)
    torch.testing.assert_close(gradients, expected.to(gradients.dtype), atol=1e-6, rtol=1e-6)
    assert sent == 3 * rows


def test_split_classes_bear_logits_of_minus_infinity() -> None:
    logits = torch.tensor([[-math.inf, 1.0, 2.0, 3.0], [0.0, -math.inf, -math.inf, 1.0]])
    target = torch.tensor([3, 0])
    losses, gradients, _ = in_parts(logits, target, [2, 2])
    loss, expected = alone(logits, target)
    torch.testing.assert_close(losses[1], loss)
    torch.testing.assert_close(gradients, expected)


def test_a_target_of_probability_zero_has_infinite_loss_in_parts_too() -> None:
    losses, _, _ = in_parts(torch.tensor([[0.0, -math.inf, 1.0]]), torch.tensor([1]), [2, 1])
    assert losses[0].isinf()


def test_split_classes_of_an_empty_batch_are_what_pytorch_gives() -> None:
    losses, gradients, _ = in_parts(torch.empty(0, 4), torch.empty(0, dtype=torch.long), [2, 2])
    assert losses[0].isnan() and F.cross_entropy(torch.empty(0, 4), torch.empty(0).long()).isnan()
    assert gradients.shape == (0, 4)


# Memory


def test_every_way_to_the_loss_has_its_value_and_gradient(memory: SimpleNamespace) -> None:
    loss = F.cross_entropy(memory.x @ memory.weight.T, memory.target)
    (expected,) = grad(loss, memory.weight)
    for way in memory.losses.values():
        memory.weight.grad = None
        other = way()
        backward(other)
        torch.testing.assert_close(other.detach(), loss.detach())
        torch.testing.assert_close(memory.weight.grad, expected, atol=1e-6, rtol=1e-4)


def test_only_recomputing_and_the_options_save_memory(memory: SimpleNamespace) -> None:
    peaks = {}
    for name, way in memory.losses.items():
        memory.weight.grad = None
        peaks[name.strip()] = memory.peak(way) / (memory.N * memory.V * 4)
    assert peaks["linear_cross_entropy"] == pytest.approx(peaks["all rows at once"], rel=0.01)
    assert peaks["all rows at once"] == pytest.approx(3, rel=0.01)
    assert 1 < peaks["16 chunks"] < 1.2
    assert peaks["16 chunks, recomputed"] < 0.25
    assert peaks["with options"] < 0.1


def test_a_name_for_the_logits_holds_a_fourth_array(memory: SimpleNamespace) -> None:
    kept = []

    def loss() -> Tensor:
        kept.append(memory.x @ memory.weight.T)
        return F.cross_entropy(kept[0], memory.target)

    memory.weight.grad = None
    assert memory.peak(loss) / (memory.N * memory.V * 4) == pytest.approx(4, rel=0.01)


def test_chunks_keep_the_log_probabilities_of_all_rows_for_the_backward_pass(
    memory: SimpleNamespace,
) -> None:
    def kept(way: Callable[[], Tensor]) -> float:
        sizes: dict[int, int] = {}  # by address: two operations may keep one tensor

        def pack(tensor: Tensor) -> Tensor:
            sizes[tensor.data_ptr()] = tensor.numel()
            return tensor

        with saved_tensors_hooks(pack, lambda tensor: tensor):
            loss = way()
        assert loss.requires_grad
        return float(sum(sizes.values()) / (memory.N * memory.V))

    assert kept(memory.losses["all rows at once"]) == pytest.approx(1, abs=0.05)
    assert kept(memory.losses["16 chunks"]) == pytest.approx(1, abs=0.05)
    assert kept(memory.losses["16 chunks, recomputed"]) < 0.05


# A thousand machines


@settings(deadline=None, max_examples=50)
@given(n=st.integers(1, 9), length=st.integers(1, 6), seed=st.integers(0, 1000))
def test_the_ring_leaves_the_sum_everywhere(n: int, length: int, seed: int) -> None:
    torch.manual_seed(seed)
    gradients = torch.randn(n, n * length, dtype=torch.float64)
    blocks = [list(g.clone().split(length)) for g in gradients]
    sent = ring.ring_all_reduce(blocks)
    for held in blocks:
        torch.testing.assert_close(torch.cat(held), gradients.sum(dim=0))
    assert sent == 2 * (n - 1) * length  # 2 (n - 1) / n of the whole


def test_transfer_grows_to_twice_the_size_and_latency_without_bound() -> None:
    twice = 2 * time.large / time.BANDWIDTH
    transfers = [time.transfer(2**k, time.large) for k in range(20)]
    assert transfers[0] == 0
    assert all(a < b < twice for a, b in pairwise(transfers))
    assert time.ring(1_000_000, time.small) > twice
    assert all(time.tree(2**k, 0) <= time.ring(2**k, 0) for k in range(1, 20))


def test_no_step_of_the_notes_rises_below_the_bound() -> None:
    torch.manual_seed(0)
    x = torch.cat([notes.x.double(), torch.ones(8, 1)], dim=1)  # with the bias
    target = notes.target
    assert batch.curvature == pytest.approx(torch.linalg.matrix_norm(x, ord=2).item() ** 2 / 8)

    def cost(weight: Tensor) -> Tensor:
        return F.cross_entropy(x @ weight.T, target)

    for scale in 0.0, 0.1, 1.0:
        curved = hessian(cost, scale * torch.randn(3, 5, dtype=torch.float64))
        assert torch.linalg.eigvalsh(curved.reshape(15, 15)).max() <= batch.curvature / 2 + 1e-9
    weight = torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
    before = math.inf
    for _ in range(300):
        now = cost(weight)
        assert now <= before
        before = now.item()
        (slope,) = grad(now, weight)
        weight = (weight - 3.99 / batch.curvature * slope).detach().requires_grad_()


def test_a_thousand_copies_of_the_rows_give_the_gradient_of_one() -> None:
    model = start()
    one = gradient(F.cross_entropy(model(notes.x), notes.target), model)
    many = F.cross_entropy(model(notes.x.repeat(1000, 1)), notes.target.repeat(1000))
    torch.testing.assert_close(gradient(many, model), one, atol=1e-5, rtol=1e-4)


def test_the_interval_between_checkpoints_loses_least() -> None:
    program = load("scaling_out/failures_and_checkpoints")

    def lost(interval: float) -> float:
        return float(program.save / interval + interval / (2 * program.between))

    assert lost(program.interval) == program.lost
    assert all(lost(program.interval * factor) > program.lost for factor in (0.5, 0.9, 1.1, 2))
