"""Typical mistakes get the words that they get from PyTorch."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.playground.both import LIBRARIES, outcome, standin

MISTAKES: list[Callable[[Any], Any]] = [
    lambda t: t.exp(1.0),
    lambda t: t.exp([1.0]),
    lambda t: t.softmax([1.0], 0),
    lambda t: t.softmax(t.tensor([1.0, 2.0])),
    lambda t: t.tensor([1.0, 2.0]).softmax(),
    lambda t: t.tensor([1.0, 2.0]).softmax(1),
    lambda t: t.nn.functional.softmax([1.0], dim=0),
    lambda t: t.sum([1.0]),
    lambda t: t.tensor([[1.0], [1.0, 2.0]]),
    lambda t: t.tensor("a"),
    lambda t: t.tensor(None),
    lambda t: t.tensor([None]),
    lambda t: t.tensor({}),
    lambda t: t.tensor([1, "a"]),
    lambda t: t.tensor([[1], 2]),
    lambda t: t.zeros(),
    lambda t: t.ones(2, dtype="float32"),
    lambda t: t.arange(1, 0),
    lambda t: t.tensor([1.0, 2.0]) + t.tensor([1.0, 2.0, 3.0]),
    lambda t: t.tensor([1.0]) + "a",
    lambda t: t.tensor([1.0]) + [1.0],  # noqa: RUF005 — the sum is the mistake
    lambda t: t.tensor([1.0]) + None,
    lambda t: t.tensor([1.0, 2.0])[2],
    lambda t: t.tensor([1.0, 2.0])[-3],
    lambda t: t.tensor([[1.0, 2.0]])[0, 2],
    lambda t: t.tensor([[1.0, 2.0]])[0, 0, 0],
    lambda t: t.tensor(1.0)[0],
    lambda t: t.tensor([1.0, 2.0])[t.tensor([0.5])],
    lambda t: t.tensor([1.0, 2.0])[t.tensor([2])],
    lambda t: t.tensor([1.0, 2.0])[[0, 2]],
    lambda t: t.tensor([1.0, 2.0])[None, 0, 0],
    lambda t: t.tensor([1.0, 2.0]).item(),
    lambda t: float(t.tensor([1.0, 2.0])),
    lambda t: int(t.tensor([1.0, 2.0])),
    lambda t: bool(t.tensor([1.0, 2.0])),
    lambda t: bool(t.tensor([])),
    lambda t: len(t.tensor(1.0)),
    lambda t: iter(t.tensor(1.0)),
    lambda t: list(t.tensor(1.0)),
    lambda t: t.tensor([1.0]).sum(1),
    lambda t: t.tensor([1.0]).sum(-2),
    lambda t: t.tensor([[1.0]]).mean(2),
    lambda t: t.tensor([1]).mean(),
    lambda t: t.tensor([True]).mean(),
    lambda t: t.tensor([1]).softmax(0),
    lambda t: t.tensor([1]).log_softmax(0),
    lambda t: t.tensor([1]).var(),
    lambda t: t.tensor([1]).std(),
    lambda t: t.tensor([1.0, 2.0]).reshape(3),
    lambda t: t.tensor([1.0, 2.0]).view(3),
    lambda t: t.tensor([1.0, 2.0]).reshape(-1, 3),
    lambda t: t.zeros(2, 3).T.view(6),
    lambda t: t.tensor([1.0, 2.0]).unsqueeze(2),
    lambda t: t.tensor([1.0, 2.0]).squeeze(1),
    lambda t: t.tensor([1.0, 2.0]).transpose(0, 1),
    lambda t: t.cat([]),
    lambda t: t.cat(t.tensor([1.0])),
    lambda t: t.stack([]),
    lambda t: t.stack([t.zeros(2), t.zeros(3)]),
    lambda t: t.stack(t.tensor([1.0])),
    lambda t: t.zeros(2, 3) @ t.zeros(2, 3),
    lambda t: t.zeros(2, 3) @ t.zeros(2),
    lambda t: t.zeros(3) @ t.zeros(2, 3),
    lambda t: t.zeros(2, 3) @ t.zeros(3, 2).double(),
    lambda t: t.zeros(2, 3) @ t.zeros(3, 2, dtype=t.long),
    lambda t: t.zeros(2, 3) @ [1.0],
    lambda t: t.matmul(t.zeros(2, 3), [1.0]),
    lambda t: t.zeros(2, 2, 2).t(),
    lambda t: t.tensor([1]).requires_grad_(),
    lambda t: t.tensor([1], requires_grad=True),
    lambda t: t.tensor(1.0).backward(),
    lambda t: t.ones(2, requires_grad=True).backward(),
    lambda t: (t.ones(2, requires_grad=True) * 2).backward(),
    lambda t: (t.ones(2, requires_grad=True) * 2).sum().detach().backward(),
    lambda t: (t.ones(2, requires_grad=True) * 2).backward(t.ones(3)),
    lambda t: t.autograd.grad(t.ones(2, requires_grad=True).sum(), t.ones(2, requires_grad=True)),
    lambda t: t.autograd.grad(t.ones(2, requires_grad=True) * 2, t.ones(2, requires_grad=True)),
    lambda t: t.autograd.grad(t.ones(2).sum(), t.ones(2)),
    lambda t: t.autograd.grad(t.ones(2, requires_grad=True).sum(), t.ones(2)),
    lambda t: t.ones(2, requires_grad=True).numpy(),
    lambda t: t.ones(2, requires_grad=True).add_(1),
    lambda t: t.tensor([1]).add_(1.5),
    lambda t: t.zeros(2).add_(t.zeros(3, 2)),
    lambda t: t.zeros(2).mul_(t.zeros(3)),
    lambda t: t.tensor([True]) - t.tensor([True]),
    lambda t: -t.tensor([True]),
    lambda t: t.tensor([1]) ** -1,
    lambda t: t.tensor([1]) // 0,
    lambda t: t.tensor([1]) % 0,
    lambda t: t.tensor([1.0]).gather(0, t.tensor([1])),
    lambda t: t.zeros(2, 3).gather(2, t.tensor([[1]])),
    lambda t: t.zeros(2, 3).masked_fill(t.tensor([1]), 0),
    lambda t: t.where(t.tensor([1.0]), 1, 0),
    lambda t: t.zeros(2).max(1),
    lambda t: t.zeros(2).split([1, 2]),
    lambda t: t.allclose(t.zeros(2), t.zeros(2).double()),
    lambda t: t.allclose(t.zeros(2), t.zeros(3)),
    lambda t: t.isclose(t.zeros(2), t.zeros(2).double()),
    lambda t: t.bincount(t.tensor([1.0])),
    lambda t: t.randint(0, 0, (2,)),
    lambda t: t.randint(3, 1, (2,)),
    lambda t: t.randperm(-1),
    lambda t: t.randn(-2),
    lambda t: t.manual_seed("a"),
    lambda t: t.nn.functional.one_hot(t.tensor([1.0])),
    lambda t: t.nn.functional.one_hot(t.tensor([-1])),
    lambda t: t.nn.functional.one_hot(t.tensor([3]), 3),
    lambda t: t.nn.functional.one_hot(t.tensor([3]).int()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0, 3])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0, -1])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0.0, 1.0])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0, 1]).int()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([[0], [1]])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.zeros(2, 3).long()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.zeros(2, 4)),
    lambda t: t.nn.functional.cross_entropy(t.zeros(3), t.tensor([0, 1])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(3), t.tensor(3)),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3, 4), t.tensor([0, 1])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3, 4), t.zeros(2, 3).long()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3, 4, 5), t.zeros(2, 1, 4, 5).long()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3, 4, 5), t.zeros(2, 4, 4).long()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3, 4, 5), t.zeros(2, 8, 10)),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3, 4, 5, 6), t.zeros(2, 4, 5, 5).long()),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3).long(), t.tensor([0, 1])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0, 1]), weight=t.ones(2)),
    lambda t: t.nn.functional.cross_entropy(
        t.zeros(2, 3), t.tensor([0, 1]), weight=t.ones(3).double()
    ),
    lambda t: t.nn.functional.cross_entropy(
        t.zeros(2, 3), t.tensor([0, 1]), weight=[1.0, 1.0, 1.0]
    ),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0, 1]), reduction="avg"),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.tensor([0, 1]), label_smoothing=2),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), [0, 1]),
    lambda t: t.nn.functional.cross_entropy([0.0], t.tensor([0])),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3)),
    lambda t: t.nn.functional.cross_entropy(t.zeros(2, 3), t.zeros(2, 3), ignore_index=1),
    lambda t: t.nn.functional.nll_loss(t.zeros(2, 3), t.tensor([0])),
    lambda t: t.nn.functional.nll_loss(t.zeros(2, 3), t.zeros(2, 3)),
    lambda t: t.nn.functional.nll_loss(t.zeros(2, 3), t.zeros(2)),
    lambda t: t.nn.functional.nll_loss(t.zeros(2, 3), t.tensor([0, 3])),
    lambda t: t.nn.functional.nll_loss(t.zeros(3), t.tensor([0, 1])),
    lambda t: t.nn.functional.nll_loss(t.zeros(2, 3), t.tensor([0, 1]), reduction="avg"),
    lambda t: t.nn.functional.binary_cross_entropy(t.tensor([2.0]), t.tensor([1.0])),
    lambda t: t.nn.functional.binary_cross_entropy(t.tensor([0.5]), t.tensor([2.0])),
    lambda t: t.nn.functional.binary_cross_entropy(t.tensor([0.5]), t.tensor([1.0, 0.0])),
    lambda t: t.nn.functional.binary_cross_entropy(t.tensor([0.5]), t.tensor([1])),
    lambda t: t.nn.functional.binary_cross_entropy(t.tensor([0.5]), t.tensor([1.0]).double()),
    lambda t: t.nn.functional.binary_cross_entropy(
        t.tensor([0.5]), t.tensor([1.0]), reduction="avg"
    ),
    lambda t: t.nn.functional.binary_cross_entropy_with_logits(t.tensor([0.5]), t.tensor([1])),
    lambda t: t.nn.functional.binary_cross_entropy_with_logits(
        t.tensor([0.5]), t.tensor([1.0, 0.0])
    ),
    lambda t: t.nn.functional.binary_cross_entropy_with_logits(
        t.tensor([0.5]), t.tensor([1.0]), reduction="avg"
    ),
    lambda t: t.nn.functional.mse_loss(t.tensor([0.5, 1.0, 2.0]), t.tensor([1.0, 0.0])),
    lambda t: t.nn.functional.kl_div(t.tensor([0.5, 1.0, 2.0]), t.tensor([1.0, 0.0])),
    lambda t: t.nn.functional.linear(t.zeros(2, 3), t.zeros(4, 2)),
    lambda t: t.nn.functional.linear(t.zeros(3), t.zeros(4, 2)),
    lambda t: t.nn.Linear(3, 2)(t.zeros(2, 4)),
    lambda t: t.nn.Linear(3, 2)(t.zeros(2, 3).double()),
    lambda t: t.nn.Linear(3, 2)(t.zeros(2, 3).long()),
    lambda t: t.nn.Linear(3, 2)(t.zeros(4)),
    lambda t: t.nn.Linear(3, 2)([1.0]),
    lambda t: t.nn.Linear(3, 2)(t.zeros(2, 2, 4)),
    lambda t: t.nn.Linear(3),
    lambda t: t.nn.Linear(3, 2).load_state_dict({}),
    lambda t: t.nn.Linear(3, 2).load_state_dict({"weight": t.zeros(2, 2), "bias": t.zeros(2)}),
    lambda t: t.nn.Linear(3, 2).load_state_dict(
        {"weight": t.zeros(2, 3), "bias": t.zeros(2), "x": t.zeros(2)}
    ),
    lambda t: t.nn.Module()(1),
    lambda t: t.nn.Sequential(1),
    lambda t: t.nn.Sequential(t.nn.Linear(2, 3), t.nn.Linear(2, 3))(t.zeros(1, 2)),
    lambda t: t.nn.Parameter(t.tensor([1])),
    lambda t: t.nn.CrossEntropyLoss()(t.zeros(2, 3), t.tensor([0])),
    lambda t: t.nn.NLLLoss()(t.zeros(2, 3), t.tensor([0, 5])),
    lambda t: t.nn.BCELoss()(t.tensor([2.0]), t.tensor([1.0])),
    lambda t: t.nn.Softmax(dim=1)(t.zeros(3)),
    lambda t: t.optim.SGD([], lr=1),
    lambda t: t.optim.SGD(t.zeros(2), lr=1),
    lambda t: t.optim.SGD([t.zeros(2)], lr=-1),
    lambda t: t.optim.SGD([t.zeros(2, requires_grad=True) * 2], lr=1),
    lambda t: t.optim.SGD(t.nn.Linear(2, 2), lr=1),
    lambda t: t.optim.SGD([1.0], lr=1),
    lambda t: t.optim.SGD(t.nn.Linear(2, 2).parameters(), lr=1, momentum=-1),
    lambda t: t.optim.SGD(t.nn.Linear(2, 2).parameters(), lr=1, weight_decay=-1),
    lambda t: t.optim.Adam(t.nn.Linear(2, 2).parameters(), lr=-1),
    lambda t: t.optim.Adam(t.nn.Linear(2, 2).parameters(), betas=(1, 1)),
    lambda t: t.distributions.Categorical(),
    lambda t: f"{t.zeros(2):.2f}",
    lambda t: t.full((2,)),
    lambda t: t.outer(t.tensor([1.0]), 1.0),
    lambda t: t.log(),
    lambda t: t.sqrt("a"),
    lambda t: t.tensor([1.0]).diff(dim=1),
    lambda t: t.nn.functional.relu(1.0),
    lambda t: t.nn.functional.log_softmax(t.tensor([1.0]), dim=1),
    lambda t: t.nn.functional.softmax(t.tensor([1.0, 2.0]), 1),
    lambda t: t.nn.functional.softmax(t.tensor([1]), 0),
    lambda t: t.log_softmax(t.tensor([1.0]), 2),
    lambda t: t.argmax(t.tensor([1.0]), 1),
    lambda t: t.unsqueeze(t.tensor([1.0])),
]

# No page speaks of these, and few make them: they are errors too, in the words of Python or NumPy.
RARE: list[Callable[[Any], Any]] = [
    lambda t: t.zeros(2, 1).expand(3, 4),
    lambda t: t.tensor([1.0, 2.0]).expand(3),
    lambda t: t.nn.functional.linear(t.zeros(2, 3), t.zeros(4, 3), t.zeros(3)),
    lambda t: t.zeros("a"),
    lambda t: t.zeros(2.0),
    lambda t: t.arange(0, 1, 0),
    lambda t: "a" * t.tensor([1.0]),
    lambda t: t.tensor([1.0])["a"],
    lambda t: t.tensor([1.0])[1.0],
    lambda t: t.tensor([1.0, 2.0])[t.tensor([True])],
    lambda t: t.tensor([1.0, 2.0]).permute(1, 0),
    lambda t: t.tensor([1.0, 2.0]).permute(0, 0),
    lambda t: t.tensor([[1.0, 2.0]]).permute(0, 0),
    lambda t: t.cat([t.zeros(2, 3), t.zeros(2, 4)]),
    lambda t: t.cat([t.zeros(2, 3), t.zeros(3)]),
    lambda t: t.zeros(3) @ t.zeros(2),
    lambda t: t.zeros(2, 3) @ t.tensor(1.0),
    lambda t: t.zeros(0).max(),
    lambda t: t.zeros(0).argmax(),
    lambda t: t.zeros(0).min(),
    lambda t: t.zeros(2).topk(3),
    lambda t: t.randint(3, 2),
    lambda t: t.nn.Linear(3, -2),
    lambda t: t.nn.Sequential(t.nn.Linear(2, 3))[1],
    lambda t: t.full(2, 1.0),
    lambda t: t.linalg.eigvalsh(t.zeros(2, 3)),
    lambda t: t.hstack([t.zeros(2, 2), t.zeros(3, 2)]),
    lambda t: t.tensor([1.0, 2.0]).sum((0, 0)),
    lambda t: t.tensor([1.0]).reshape("a"),
    lambda t: t.tensor([1.0]).reshape(1.0),
]


def backward_twice(t: Any) -> None:
    x = t.ones(2, requires_grad=True)
    y = (x * x).sum()
    y.backward()
    y.backward()


def a_leaf_changed(t: Any) -> None:
    x = t.ones(2, requires_grad=True)
    x[0] = 1


def a_result_changed(t: Any) -> None:
    y = t.ones(2, requires_grad=True).exp()
    y.add_(1)
    y.sum().backward()


def an_input_changed(t: Any) -> None:
    y = t.ones(2)
    z = (t.ones(2, requires_grad=True) * y).sum()
    y += 1
    z.backward()


def a_detached_result_changed(t: Any) -> None:
    y = t.ones(2, requires_grad=True).exp()
    outside = y.detach()
    outside += 1
    y.sum().backward()


def a_repeated_row_changed(t: Any) -> None:
    x = t.zeros(1, 3).expand(2, 3)
    x += 1


def a_factor_changed(t: Any) -> None:
    y = t.ones(2, requires_grad=True) * 2
    z = y * y
    y.add_(1)
    z.sum().backward()


def a_result_made_a_leaf(t: Any) -> None:
    (t.ones(2, requires_grad=True) * 2).requires_grad = False


def a_parameter_replaced(t: Any) -> None:
    t.nn.Linear(3, 2).weight = t.zeros(2, 3)


def a_module_begun_too_early(t: Any) -> None:
    class Model(t.nn.Module):  # type: ignore[misc]  # either library
        def __init__(self) -> None:
            self.linear = t.nn.Linear(2, 2)

    Model()


def a_list_assigned(t: Any) -> None:
    x = t.zeros(3)
    x[:] = [1.0, 2.0, 3.0]


def a_shape_assigned(t: Any) -> None:
    x = t.zeros(2)
    x[:] = t.zeros(3)


def a_row_out_of_reach(t: Any) -> None:
    x = t.zeros(2)
    x[2] = 1


def a_tensor_as_a_condition(t: Any) -> None:
    if t.tensor([1.0, 2.0]) > 0:
        raise AssertionError


ALL = [
    *MISTAKES,
    backward_twice,
    a_leaf_changed,
    a_result_changed,
    an_input_changed,
    a_detached_result_changed,
    a_factor_changed,
    a_result_made_a_leaf,
    a_parameter_replaced,
    a_module_begun_too_early,
    a_list_assigned,
    a_row_out_of_reach,
    a_tensor_as_a_condition,
]


def test_a_mistake_is_told_in_the_words_of_pytorch() -> None:
    differing = []
    for mistake in ALL:
        told = [outcome(mistake, library) for library in LIBRARIES]
        assert told[0][0] != "gives", f"line {mistake.__code__.co_firstlineno} is no mistake"
        if told[0] != told[1]:
            differing.append((mistake.__code__.co_firstlineno, *told))
    assert not differing, differing


def test_a_rare_mistake_is_an_error_all_the_same() -> None:
    for mistake in [*RARE, a_repeated_row_changed, a_shape_assigned]:
        told = [outcome(mistake, library)[0] for library in LIBRARIES]
        assert "gives" not in told, f"line {mistake.__code__.co_firstlineno}: {told}"


def test_the_table_holds_more_than_two_hundred_mistakes() -> None:
    assert len(ALL) > 200


def test_softmax_without_a_dimension_warns_as_in_pytorch() -> None:
    for library in LIBRARIES:
        with pytest.warns(UserWarning, match="Implicit dimension choice for softmax has been"):
            library.nn.functional.softmax(library.ones(2, 2))


def test_the_gradient_of_what_is_no_leaf_warns_as_in_pytorch() -> None:
    for library in LIBRARIES:
        y = library.ones(2, requires_grad=True) * 2
        with pytest.warns(UserWarning, match="that is not a leaf Tensor is being accessed"):
            assert y.grad is None


def test_a_loss_of_other_shapes_warns_as_in_pytorch() -> None:
    for library in LIBRARIES:
        with pytest.warns(UserWarning, match="will likely lead to incorrect results"):
            library.nn.functional.mse_loss(library.ones(3, 1), library.ones(3))


def test_a_missing_name_points_to_pytorch_itself() -> None:
    kind, message = outcome(lambda t: t.nope, standin)
    assert kind == "AttributeError"
    assert message.startswith("torch.nope is not in this page's small re-implementation")
