"""Whatever a check is given, it answers with one helpful line."""

import inspect
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.exercises.notebooks import TASKS, defined, said

NOT_BEGUN = {"en": "not begun. Write it above", "ko": "아직 작성하지 않았습니다."}

# How many cases each check has: one that is dropped is told here.
CASES = {
    **{"accumulate": 2, "as_logits": 7, "attend": 4, "binary_loss": 3},
    **{"boundary_distance": 3, "calibration_error": 4, "causal_mask": 3, "chunked_loss": 4},
    **{"conformal_limit": 4, "cross_entropy": 5, "distillation_loss": 3, "early_stopping": 6},
    **{"evaluate": 3, "find_start": 6, "fit_temperature": 3, "gradients": 3},
    **{"hinge_loss": 3, "info_nce": 3, "is_sound": 24, "kl_divergence": 5},
    **{"logsumexp": 7, "new_shares": 3, "next_token_loss": 3, "pooled_mean": 5},
    **{"reheat": 4, "safe_rate": 3, "sampled_loss": 3, "softmax": 4},
    **{"token_accuracy": 3, "token_loss": 4, "top_p": 4, "train_step": 3},
    **{"vocabulary_parallel_loss": 3, "weighted_loss": 6},
}


def changes_its_input(z: Tensor) -> Tensor:
    z -= z.amax(-1, keepdim=True)
    return z.softmax(-1)


def draws(z: Tensor) -> Tensor:
    return z.softmax(-1) + torch.rand(())


def fails(z: Tensor) -> Tensor:
    twice = 2 * z
    return twice @ torch.ones(7)


def returns_nothing(z: Tensor) -> None:
    z.softmax(-1)


@pytest.mark.parametrize(
    ("yours", "message"),
    [
        pytest.param(changes_its_input, "changes its input z.", id="changes its input"),
        pytest.param(draws, "gives different answers to the same input.", id="draws"),
        pytest.param(
            fails,
            "raises RuntimeError in its line 3 for z = a tensor of shape (3, 3): ",
            id="fails",
        ),
        pytest.param(returns_nothing, "returns None. Is there a `return`", id="nothing"),
        pytest.param(
            lambda z: z.sum(-1),
            "returns shape (3,) for z = a tensor of shape (3, 3); it should",
            id="shape",
        ),
        pytest.param(lambda z: z.argmax(-1), "returns numbers of type torch.int64", id="integers"),
        pytest.param(lambda z: z.softmax(-1).half(), "of type torch.float16", id="half precision"),
        pytest.param(lambda z: "0.5", "returns something of type str", id="text"),
        pytest.param(lambda z: 0 * z, "the element [0, 0] is 0.0000; it should be 0.", id="zeros"),
        pytest.param(lambda: 1, "raises TypeError for z = a tensor of shape", id="no argument"),
        pytest.param(None, "give the check the function itself", id="None"),
        pytest.param(torch.ones(3), "this is of type Tensor", id="a result"),
    ],
)
def test_what_is_wrong_is_said(yours: Any, message: str) -> None:
    assert message in said("softmax", yours)
    assert said("softmax", yours, "ko") != said("softmax", yours)


@pytest.mark.parametrize(
    "yours",
    [
        lambda z: torch.stack(
            [row.exp() / row.exp().sum() for row in z.reshape(-1, z.shape[-1])]
        ).reshape(z.shape),
        lambda z: z.double().softmax(-1),
        lambda z: z.softmax(-1).tolist(),
        lambda z: z.softmax(-1).numpy(),
    ],
    ids=["a loop", "double precision", "a list", "an array"],
)
def test_any_form_of_a_right_solution_is_accepted(yours: Callable[..., Any]) -> None:
    assert said("softmax", yours) == "right, in all 4 cases."


@pytest.mark.parametrize("task", TASKS)
def test_the_solution_of_a_task_is_right(task: str) -> None:
    answer = said(task, defined(task, "solution"))
    assert answer.startswith(f"right, in all {CASES[task]} cases.")


@pytest.mark.parametrize("task", TASKS)
def test_the_stub_of_a_task_is_not_begun(task: str) -> None:
    for language, message in NOT_BEGUN.items():
        assert said(task, defined(task, "stub"), language).startswith(message)


@pytest.mark.parametrize("task", TASKS)
def test_the_stub_of_a_task_takes_what_its_solution_takes(task: str) -> None:
    stub, solution = (inspect.signature(defined(task, name)) for name in ("stub", "solution"))
    assert list(stub.parameters) == list(solution.parameters)


def moved(answer: Any, turn: int) -> Any:
    """Return another answer at each turn but the first."""
    if isinstance(answer, tuple):
        return tuple(moved(part, turn) for part in answer)
    return answer + turn if isinstance(answer, bool | int | float | Tensor) else answer


@pytest.mark.parametrize("task", TASKS)
def test_a_solution_that_remembers_is_told(task: str) -> None:
    solution, turns = defined(task, "solution"), itertools.count()

    def remembering(*given: Any) -> Any:
        turn = next(turns)
        if task == "train_step":  # whose work is a change of the parameters
            with torch.no_grad():
                given[0].weight.add_(turn)
        return moved(solution(*given), turn)

    # Two are asked once each: their answers are only told as wrong, if they are.
    if task not in ("accumulate", "as_logits"):
        assert "gives different answers" in said(task, remembering)


@pytest.mark.parametrize("task", TASKS)
def test_a_solution_that_returns_nothing_is_told(task: str) -> None:
    solution = defined(task, "solution")

    def silent(*given: Any) -> None:
        solution(*given)

    assert re.search("returns None|None is returned", said(task, silent))


@pytest.mark.parametrize("task", TASKS)
def test_no_task_takes_nonsense(task: str) -> None:
    nonsense: dict[str, Callable[..., Any]] = {
        "raises ZeroDivisionError": lambda *_: 1 / 0,
        "raises TypeError": lambda: None,
        "text": lambda *_: "text",
        "nothing": lambda *_: None,
        "shape": lambda *_: torch.ones(1, 2, 3, 4, 5),
        "type of number": lambda *_: torch.ones((), dtype=torch.bool),
        "random": lambda *_: torch.rand(()),
    }
    messages = {kind: said(task, yours) for kind, yours in nonsense.items()}
    assert [text for text in messages.values() if text.startswith("right")] == []
    assert [k for k, text in messages.items() if k.startswith("raises") and k not in text] == []
