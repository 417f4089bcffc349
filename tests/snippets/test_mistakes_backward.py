import numpy as np
import pytest
import torch
from scipy.special import log_softmax

from tests.programs import load

LOGITS = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
LOSSES = -log_softmax(LOGITS, axis=1)[np.arange(2), [2, 0]]


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("argmax_before_loss", RuntimeError, "element 0 of tensors does not require grad"),
        ("numpy_of_scores", RuntimeError, r"Can't call numpy\(\) on Tensor that requires grad"),
        ("one_loss_a_row", RuntimeError, "grad can be implicitly created only for scalar outputs"),
        ("backward_twice", RuntimeError, "Trying to backward through the graph a second time"),
        ("changed_in_place", RuntimeError, "has been modified by an inplace operation"),
        ("step_by_hand", RuntimeError, "^a leaf Variable that requires grad is being used in an"),
        ("computed_weight", ValueError, "can't optimize a non-leaf Tensor"),
        ("layers_in_a_list", ValueError, "optimizer got an empty parameter list"),
    ],
)
def test_program_still_fails_as_the_page_says(
    name: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        load(f"mistakes_backward/{name}")


def test_scores_in_the_loss_have_the_gradient_of_softmax() -> None:
    program = load("mistakes_backward/argmax_after_loss")
    reference = (np.exp(log_softmax(LOGITS, axis=1)) - np.eye(3)[[2, 0]]) / 2
    assert program.loss.item() == pytest.approx(LOSSES.mean(), abs=1e-6)
    assert program.logits.grad.numpy() == pytest.approx(reference, abs=1e-6)


def test_numbers_that_numpy_reads_leave_the_gradient_alone() -> None:
    program = load("mistakes_backward/numpy_of_numbers")
    reference = (np.exp(log_softmax(LOGITS, axis=1)) - np.eye(3)[[2, 0]]) / 2
    assert program.pushes == pytest.approx(reference, abs=1e-6)
    assert program.logits.grad.numpy() == pytest.approx(reference, abs=1e-6)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_a_sum_of_losses_keeps_its_history_where_python_adds_them() -> None:
    losses = list(torch.ones(2, requires_grad=True))
    assert sum(losses).requires_grad
    with pytest.raises(RuntimeError, match=r"Can't call numpy\(\) on Tensor that requires grad"):
        np.sum(losses)


def test_a_tensor_elsewhere_is_asked_for_its_device_first() -> None:
    with pytest.raises(TypeError, match="can't convert meta device type tensor to numpy"):
        torch.zeros(1, device="meta", requires_grad=True).numpy()


def test_rows_are_added_up_by_their_weights() -> None:
    loss = load("mistakes_backward/one_loss_a_row_mended").loss.item()
    assert loss == pytest.approx((LOSSES * [1, 3]).sum() / 4, abs=1e-6)


def test_gradients_of_batches_add_up_to_that_of_all() -> None:
    program = load("mistakes_backward/backward_once")
    pushes = np.full((2, 3), 1 / 3) - np.eye(3)[program.target]
    assert program.total == pytest.approx(2 * np.log(3))
    assert program.weight.grad.numpy() == pytest.approx(pushes.T @ program.x.numpy(), abs=1e-6)


def test_a_step_between_two_ways_back_changes_weights_in_place() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.Linear(4, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = model(torch.ones(1, 2)).sum()
    loss.backward(retain_graph=True)
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


def test_a_new_tensor_leaves_the_gradient_alone() -> None:
    program = load("mistakes_backward/changed_in_place_mended")
    reference = np.exp(log_softmax(LOGITS, axis=1)) - np.eye(3)[[0, 0]]
    assert program.logits.grad.numpy() == pytest.approx(reference, abs=1e-6)


def test_a_step_without_history_is_that_of_the_optimizer() -> None:
    program = load("mistakes_backward/step_by_hand_mended")
    assert program.weight.is_leaf
    assert torch.allclose(program.weight, program.other)
    assert program.weight.abs().max() > 0.1


def test_a_part_of_a_weight_is_a_view_of_a_leaf() -> None:
    layer = torch.nn.Linear(2, 3)
    with pytest.raises(RuntimeError, match=r"^a view of a leaf Variable that requires grad"):
        layer.weight[0] = 0


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")
def test_a_new_weight_gets_no_gradient_in_the_next_step() -> None:
    weight = torch.ones(2, requires_grad=True)
    (gradient,) = torch.autograd.grad(weight.sum(), [weight])
    weight = weight - 0.1 * gradient
    weight.sum().backward()
    assert weight.grad is None


def test_a_weight_that_is_asked_for_its_gradient_last_is_a_leaf() -> None:
    program = load("mistakes_backward/computed_weight_mended")
    start = program.by_hand + 0.1 * program.weight.grad
    p = torch.softmax(program.x @ start.T, dim=1)
    reference = (p - torch.eye(3)[program.target]).T @ program.x / 2
    assert program.weight.grad.numpy() == pytest.approx(reference.numpy(), abs=1e-6)
    assert torch.allclose(program.weight, program.by_hand)


def test_what_makes_a_result_of_a_leaf_and_what_does_not() -> None:
    weight = torch.zeros(3, 2, requires_grad=True)
    for result in weight * 0.01, weight[0], weight.double(), weight.to("meta"):
        assert not result.is_leaf
    assert weight.to("cpu") is weight
    assert all(each.is_leaf for each in torch.nn.Linear(2, 3).to("meta").parameters())


def test_a_module_list_shows_its_parameters() -> None:
    program = load("mistakes_backward/layers_in_a_list_mended")
    assert len(list(program.model.parameters())) == 4


def test_a_sum_of_numbers_keeps_nothing() -> None:
    kept, numbers = (load(f"mistakes_backward/total_{name}_graph") for name in ("with", "without"))
    assert kept.held(kept.total.grad_fn) > 30
    assert numbers.total == pytest.approx(kept.total.item(), abs=1e-4)
    assert isinstance(numbers.total, float)
