import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.stats import entropy

from tests.programs import load


@pytest.mark.parametrize("slip", ["no step", "zero_grad between", "another parameter", "detached"])
def test_a_slip_leaves_the_loss_at_ln_k(slip: str) -> None:
    program = load("mistakes_stuck/stuck_at_ln_k")
    assert program.train(slip) == pytest.approx(np.log(3), abs=1e-6)
    assert program.train(None) < 0.7


def test_one_step_moves_everything() -> None:
    program = load("mistakes_stuck/one_step_watched")
    assert program.loss.requires_grad
    assert program.weight.grad.any()
    assert (program.weight != program.before).any()
    assert program.after < program.loss


def test_cleared_gradients_descend_and_piled_up_ones_swing() -> None:
    program = load("mistakes_stuck/gradients_pile_up")
    assert program.train(clears=True).endswith(" 0 rises in 60 steps")
    assert not program.train(clears=False).endswith(" 0 rises in 60 steps")


def test_only_the_loss_that_was_kept_reaches_the_weight() -> None:
    assert load("mistakes_stuck/loss_made_anew").weight.grad is None
    program = load("mistakes_stuck/loss_kept")
    pushes = (np.full((2, 3), 1 / 3) - np.eye(3)[program.target]) / 2
    assert program.weight.grad.numpy() == pytest.approx(pushes.T @ program.x.numpy(), abs=1e-6)


def test_layers_of_zeros_learn_the_shares_of_the_classes_alone() -> None:
    zeros, chance = (load(f"mistakes_stuck/layers_of_{name}") for name in ("zeros", "chance"))
    floor = entropy(np.bincount(zeros.target.numpy()))
    assert zeros.loss.item() == pytest.approx(floor, abs=1e-4)
    assert not zeros.model[0].weight.any()
    assert chance.loss.item() < floor - 0.1


@pytest.mark.parametrize(("layer", "learns"), [(0, False), (2, True)])
def test_zeros_before_a_relu_stay_and_zeros_in_the_last_layer_learn(
    layer: int, learns: bool
) -> None:
    chance = load("mistakes_stuck/layers_of_chance")
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    for parameter in model.get_submodule(str(layer)).parameters():
        torch.nn.init.zeros_(parameter)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(1000):
        loss = F.cross_entropy(model(chance.x), chance.target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert bool(loss < chance.entropy - 0.1) == learns
    assert bool(model.get_parameter("0.weight").any()) == learns
