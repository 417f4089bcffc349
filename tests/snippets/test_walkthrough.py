import contextlib
import io
import math
import runpy
from collections.abc import Iterator
from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import backward

from tests.programs import SNIPPETS, load

NOTES_LOG = """\
Epoch :    0/1000 Cost : 3.246066
Epoch :  100/1000 Cost : 0.703490
Epoch :  200/1000 Cost : 0.620850
Epoch :  300/1000 Cost : 0.563644
Epoch :  400/1000 Cost : 0.513388
Epoch :  500/1000 Cost : 0.465922
Epoch :  600/1000 Cost : 0.419682
Epoch :  700/1000 Cost : 0.373925
Epoch :  800/1000 Cost : 0.328385
Epoch :  900/1000 Cost : 0.283776
Epoch : 1000/1000 Cost : 0.247032
"""

NOTES_DATA = """\
x_train = [[1, 2, 1, 1],
            [2, 1, 3, 2],
            [3, 1, 3, 4],
            [4, 1, 5, 5],
            [1, 7, 5, 5],
            [1, 2, 5, 6],
            [1, 6, 6, 6],
            [1, 7, 7, 7]]

y_train = [2, 2, 2, 1, 1, 1, 0, 0]

x_train = torch.FloatTensor(x_train)
y_train = torch.LongTensor(y_train)
"""
NOTES_CLASS_HEAD = "class SoftmaxClassification(nn.Module):\n"
NOTES_CLASS_BODY = """\
def __init__(self):
    super().__init__()
    self.linear = nn.Linear(4, 3)

def forward(self, x):
    return self.linear(x)
"""
NOTES_TRAINING = """\
model = SoftmaxClassification()

optimizer = optim.SGD(model.parameters(), lr=0.1)

nb_epochs = 1000
for epoch in range(nb_epochs + 1):
    prediction = model(x_train)
    cost = F.cross_entropy(prediction, y_train)
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()

    if epoch % 100 == 0:
        print('Epoch : {:4d}/{:} Cost : {:.6f}'.format(
            epoch, nb_epochs, cost.item()
        ))
"""
IMPORTS = """\
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
"""

# The start behind the notes' log, without the generator that drew it.
WEIGHT = [
    [0.147539079, -0.161070108, -0.245348096, -0.436076522],
    [0.420723438, -0.0947200656, 0.100927532, 0.0184955597],
    [-0.318633556, 0.2815907, 0.280209363, 0.0251799822],
]
BIAS = [-0.284144461, -0.212453306, 0.00688552856]

data = load("walkthrough/training")


def recovered_start(dtype: torch.dtype) -> nn.Linear:
    linear = nn.Linear(4, 3, dtype=dtype)
    with torch.no_grad():
        linear.weight.copy_(torch.tensor(WEIGHT, dtype=dtype))
        linear.bias.copy_(torch.tensor(BIAS, dtype=dtype))
    return linear


def drawn_start() -> nn.Linear:
    torch.manual_seed(1)
    torch.rand(283)
    return nn.Linear(4, 3)


def rounds(model: nn.Linear, x: Tensor, target: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Train for 1001 rounds as the page does; yield the logits and the cost of each."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(1001):
        logits = model(x)
        cost = F.cross_entropy(logits, target)
        optimizer.zero_grad()
        backward(cost)
        optimizer.step()
        yield logits.detach(), cost.detach()


def log(model: nn.Linear, x: Tensor, target: Tensor) -> str:
    costs = [cost.item() for _, cost in rounds(model, x, target)]
    return "".join(
        f"Epoch : {epoch:4d}/1000 Cost : {costs[epoch]:.6f}\n" for epoch in range(0, 1001, 100)
    )


def output_of(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {"__name__": "notes"})
    return out.getvalue()


def test_the_program_prints_the_log_of_the_notes_byte_for_byte() -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(SNIPPETS / "walkthrough/training.py"), run_name="__main__")
    assert out.getvalue() == NOTES_LOG


def test_the_published_log_is_the_log_of_the_notes_byte_for_byte() -> None:
    assert (SNIPPETS / "walkthrough/training.out").read_bytes() == NOTES_LOG.encode()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_recovered_start_gives_the_log_without_a_generator(dtype: torch.dtype) -> None:
    assert log(recovered_start(dtype), data.x.to(dtype), data.target) == NOTES_LOG


def test_the_recovered_start_is_what_seed_1_draws_after_283_numbers() -> None:
    drawn, recovered = drawn_start(), recovered_start(torch.float32)
    assert torch.equal(drawn.weight, recovered.weight)
    assert torch.equal(drawn.bias, recovered.bias)


def test_another_seed_or_another_offset_gives_another_log() -> None:
    for seed, offset in [(0, 283), (1, 282), (1, 284)]:
        torch.manual_seed(seed)
        torch.rand(offset)
        assert log(nn.Linear(4, 3), data.x, data.target) != NOTES_LOG


def test_a_linear_layer_draws_fifteen_numbers_between_minus_and_plus_one_half() -> None:
    start = drawn_start()
    after_layer = torch.rand(1)
    torch.manual_seed(1)
    torch.rand(283 + 15)
    assert torch.equal(after_layer, torch.rand(1))
    assert torch.cat([start.weight.flatten(), start.bias]).abs().max() < 0.5


def test_the_notes_program_mended_prints_its_own_log() -> None:
    body = "".join(f"    {line}" for line in NOTES_CLASS_BODY.splitlines(keepends=True))
    start = "torch.manual_seed(1)\ntorch.rand(283)\n"
    mended = IMPORTS + NOTES_DATA + NOTES_CLASS_HEAD + body + start + NOTES_TRAINING
    assert output_of(mended) == NOTES_LOG


def test_the_notes_program_without_imports_does_not_know_torch() -> None:
    with pytest.raises(NameError, match="name 'torch' is not defined"):
        output_of(NOTES_DATA)


def test_the_notes_class_cut_in_two_is_an_indentation_error() -> None:
    for code in (NOTES_CLASS_HEAD, NOTES_CLASS_HEAD + NOTES_CLASS_BODY):
        with pytest.raises(IndentationError, match="expected an indented block after class"):
            compile(code, "notes", "exec")


def test_the_spelling_in_the_notes_text_names_no_class() -> None:
    body = "    pass\n"
    with pytest.raises(NameError, match="SoftMaxClassification"):
        output_of(IMPORTS + NOTES_CLASS_HEAD + body + "SoftMaxClassification()")


def test_the_notes_program_without_a_seed_gives_another_log_each_time() -> None:
    torch.seed()
    first = nn.Linear(4, 3)
    second = nn.Linear(4, 3)
    assert log(first, data.x, data.target) != log(second, data.x, data.target)


def test_losses_by_hand_are_those_of_cross_entropy() -> None:
    by_hand = torch.tensor(load("walkthrough/first_cost").losses, dtype=torch.float64)
    start = recovered_start(torch.float64)
    exact = drawn_start().double()
    start.load_state_dict(exact.state_dict())
    row_losses = F.cross_entropy(start(data.x.double()), data.target, reduction="none")
    torch.testing.assert_close(by_hand, row_losses.detach(), rtol=0, atol=1e-12)
    assert by_hand.mean().item() == pytest.approx(3.246066, abs=5e-7)


def test_a_score_by_hand_is_a_dot_product_plus_bias() -> None:
    score = load("walkthrough/first_cost").score
    assert score([1.0, 2.0, 3.0, 4.0], 0.5, [5, 6, 7, 8]) == 70.5


def test_the_two_rows_of_class_0_make_most_of_the_first_cost() -> None:
    losses = load("walkthrough/first_cost").losses
    assert sum(losses[6:]) > 0.7 * sum(losses)


@settings(deadline=None, max_examples=50)
@given(st.floats(-1000, 1000))
def test_equal_scores_cost_ln_3(score: float) -> None:
    logits = torch.full((8, 3), score, dtype=torch.float64)
    cost = F.cross_entropy(logits, data.target).item()
    assert cost == pytest.approx(math.log(3), abs=1e-12)


def test_nearly_all_random_starts_cost_more_than_ln_3() -> None:
    costs = load("walkthrough/first_cost_of_random_starts").costs
    assert 900 < int((costs > math.log(3)).sum()) < 1000
    assert 50 < int((costs > 3.246066).sum()) < 250  # in the upper part, and not unusual


def test_the_first_cost_of_any_layer_is_its_cross_entropy() -> None:
    first_cost = load("walkthrough/first_cost_of_random_starts").first_cost
    linear = nn.Linear(4, 3)
    expected = F.cross_entropy(linear(data.x), data.target).item()
    assert first_cost(linear) == expected


def test_backward_adds_to_the_gradient_that_is_there() -> None:
    model = drawn_start()
    backward(F.cross_entropy(model(data.x), data.target))
    assert model.weight.grad is not None
    once = model.weight.grad.clone()
    backward(F.cross_entropy(model(data.x), data.target))
    torch.testing.assert_close(model.weight.grad, 2 * once)


def test_a_step_subtracts_the_learning_rate_times_the_gradient() -> None:
    model = drawn_start()
    before = [parameter.detach().clone() for parameter in model.parameters()]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    backward(F.cross_entropy(model(data.x), data.target))
    optimizer.step()
    for old, new in zip(before, model.parameters(), strict=True):
        assert new.grad is not None
        torch.testing.assert_close(new.detach(), old - 0.1 * new.grad)


def test_cross_entropy_is_minus_the_mean_log_probability_of_the_right_classes() -> None:
    logits = drawn_start()(data.x)
    right = logits.log_softmax(dim=1)[torch.arange(8), data.target]
    torch.testing.assert_close(F.cross_entropy(logits, data.target), -right.mean())


def test_the_loss_is_differentiated_rightly() -> None:
    start = recovered_start(torch.float64)
    x = data.x.double()

    def cost(weight: Tensor, bias: Tensor) -> Tensor:
        return F.cross_entropy(x @ weight.T + bias, data.target)

    assert torch.autograd.gradcheck(cost, (start.weight, start.bias))


def test_the_printed_costs_within_the_band_lie_on_its_upper_edge() -> None:
    costs = load("walkthrough/loss_curve").costs
    assert len(costs) == 1001
    assert [f"{cost:.6f}" for cost in costs[::100]] == [
        line.split()[-1] for line in NOTES_LOG.splitlines()
    ]
    for epoch in range(100, 1000, 100):
        assert costs[epoch] > max(costs[epoch - 1], costs[epoch + 1]) + 1e-3


def test_the_cost_jumps_up_and_down_from_about_epoch_10_until_about_epoch_990() -> None:
    costs = load("walkthrough/loss_curve").costs
    rises = [epoch for epoch, (a, b) in enumerate(pairwise(costs)) if b > a]
    assert rises[0] == pytest.approx(10, abs=3)
    assert rises[-1] == pytest.approx(990, abs=10)
    assert {after - before for before, after in pairwise(rises)} == {2}


def test_accuracy_is_counted_where_no_row_is_near_a_tie() -> None:
    every = [logits for logits, _ in rounds(drawn_start(), data.x, data.target)]
    for logits in every[::100]:
        first, second = logits.topk(2).values.T
        assert (first - second).min() > 1e-3


def test_accuracy_stands_still_at_the_printed_epochs_and_moves_between_them() -> None:
    start, x, target = drawn_start(), data.x, data.target
    correct = [int((z.argmax(dim=1) == target).sum()) for z, _ in rounds(start, x, target)]
    assert set(correct[400:901:100]) == {7}
    assert set(correct[401:900:2]) == {6, 7, 8}


def test_the_new_rows_are_not_in_the_data_and_one_falls_into_each_class() -> None:
    program = load("walkthrough/new_row")
    assert not [row for row in program.new_rows if row in program.rows]
    assert sorted(program.logits.argmax(dim=1).tolist()) == [0, 1, 2]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=50, unique=True))
def test_the_largest_logit_is_the_largest_probability(scores: list[int]) -> None:
    logits = torch.tensor(scores, dtype=torch.float64)
    assert logits.softmax(dim=0).argmax() == logits.argmax()


def test_no_gradient_is_recorded_for_a_prediction() -> None:
    program = load("walkthrough/new_row")
    assert not program.logits.requires_grad
    assert program.model(program.x).requires_grad


def test_the_saved_model_is_one_step_past_the_last_printed_cost() -> None:
    state = load("walkthrough/save_and_load").state
    model = drawn_start()
    last_printed = [cost for _, cost in rounds(model, data.x, data.target)][1000]
    assert F.cross_entropy(model(data.x), data.target) < last_printed - 1e-4
    for name, parameter in model.named_parameters():
        torch.testing.assert_close(state[name], parameter.detach())


def test_a_model_of_another_shape_does_not_take_the_saved_numbers() -> None:
    state = load("walkthrough/save_and_load").state
    with pytest.raises(RuntimeError, match="size mismatch"):
        nn.Linear(4, 2).load_state_dict(state)


@pytest.mark.parametrize("rows", [0, 1, 8, 1000])
def test_the_model_takes_any_number_of_rows(rows: int) -> None:
    logits = data.SoftmaxClassifier()(torch.zeros(rows, 4))
    assert logits.shape == (rows, 3)
