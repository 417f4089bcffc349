import torch
import torch.nn.functional as F

from tests.programs import load


def test_the_gradients_in_the_diagram_are_those_of_its_loss() -> None:
    diagram = load("glossary/there_and_back")
    weight = diagram.linear.weight
    for_z, for_weight = torch.autograd.grad(diagram.loss, [diagram.z, weight])
    difference = (diagram.p - diagram.y).detach()
    torch.testing.assert_close(for_z, difference)
    torch.testing.assert_close(for_weight, difference.outer(diagram.x))


def test_the_diagram_has_the_start_and_first_row_of_the_walkthrough() -> None:
    diagram, walkthrough = load("glossary/there_and_back"), load("walkthrough/loss_curve")
    assert torch.equal(diagram.x, walkthrough.x[0])
    assert diagram.y.argmax() == walkthrough.target[0]
    torch.manual_seed(1)
    torch.rand(283)
    start = torch.nn.Linear(4, 3)
    assert torch.equal(diagram.linear.weight, start.weight)
    first = F.cross_entropy(start(walkthrough.x[:1]), walkthrough.target[:1])
    torch.testing.assert_close(diagram.loss, first)
