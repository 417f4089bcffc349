"""Compares the formulas of pages with what PyTorch or a program computes, on random inputs.

The functions beside a formula take what they need by its letter, always in float64:

    K N D       classes, rows and features: how many
    i j y       classes
    Y           a class for each row
    z Z         logits of a row, and of N rows
    p q P Q     distributions over the classes
    x X         features of a row, and of N rows
    W b w       a weight and a bias for each score, and positive weights of the classes
    u v c s     numbers
    t T         positive numbers
"""

import inspect
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import torch

TRIALS = 5
Side = Callable[..., Any] | str | float

# In code, a $ is no formula's. Code that holds a backtick stands between two.
CODE = r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
FORMULA = re.compile(CODE + r"|\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$]+)\$", re.S)
# A letter with its marks, a name, and what they are of: H(P, Q), \tilde x_n, W^{\top}, Q_1.
NAME = re.compile(
    r"(?:\\(?:beta|delta|ell|eta|lambda|mathrm|mu|nabla|operatorname|otimes|pi|sigma|theta|tilde|top)(?![a-z])"
    r"|[A-Za-z]|_\d|_\{\\max\}|\\[|, ]|[{}()_^,|\s])*"
)


def written(text: str) -> list[tuple[int, str]]:
    """Return the formulas of a text and where each begins, without their dollar signs."""
    return [
        (match.start(), (match["display"] or match["inline"]).strip())
        for match in FORMULA.finditer(text)
        if not match["ticks"]
    ]


def is_name(formula: str) -> bool:
    """Whether a formula says nothing but names what the text is of."""
    return NAME.fullmatch(formula) is not None


@cache
def inputs(trial: int) -> dict[str, Any]:
    """Return random values, the same for the same trial, by their letters."""
    random = torch.Generator().manual_seed(trial)

    def size(least: int) -> int:
        return int(torch.randint(least, least + 4, (), generator=random))

    def normal(*shape: int) -> torch.Tensor:
        return 2 * torch.randn(shape, generator=random, dtype=torch.float64)

    K, N, D = size(3), size(2), size(2)
    values = {
        "K": K,
        "N": N,
        "D": D,
        "z": normal(K),
        "Z": normal(N, K),
        "Y": normal(N, K).argmax(1),
    }
    values |= {letter: normal(K).argmax() for letter in "ijy"}
    values |= {letter: normal(K).softmax(0) for letter in "pqPQ"}
    values |= {"x": normal(D), "X": normal(N, D), "W": normal(K, D), "b": normal(K)}
    values |= {"w": normal(K).exp()}
    values |= {letter: normal() for letter in "uvcs"}
    values |= {letter: normal().exp() for letter in "tT"}
    return values


def difference(sides: tuple[Side, ...]) -> str | None:
    """Return how the sides of a formula differ on some input; None if they agree on all.

    A text stands for the number that it prints, true to one unit of its last place.
    """
    takes = [inspect.signature(side).parameters for side in sides if callable(side)]
    letters = sorted({letter for parameters in takes for letter in parameters})
    for trial in range(TRIALS if letters else 1):
        values = inputs(trial)
        results = [value(side, values) for side in sides]
        for result in results[:-1]:
            if not agree(result, results[-1], sides[-1]):
                given = ", ".join(f"{letter} = {short(values[letter])}" for letter in letters)
                where = f" for {given}" if given else ""
                return f"is {short(result)}, not {short(results[-1])}{where}"
    return None


def short(number: Any) -> str:
    """Return a number, or a table of numbers, on one line."""
    return " ".join(f"{number}".removeprefix("tensor(").split(", dtype")[0].rstrip(")").split())


def agree(result: torch.Tensor, wanted: torch.Tensor, side: Side) -> bool:
    """Whether a result is what the last side of a formula gave."""
    if isinstance(side, str):
        return bool((result - wanted).abs() < 1.001 * 10.0 ** -len(side.partition(".")[2]))
    return result.shape == wanted.shape and torch.allclose(result, wanted, rtol=1e-5, atol=1e-9)


def value(side: Side, values: dict[str, Any]) -> torch.Tensor:
    """Return what a side of a formula gives for some input.

    Raises LookupError for a letter that no input has.
    """
    if callable(side):
        letters = list(inspect.signature(side).parameters)
        if unknown := set(letters) - set(values):
            raise LookupError(f"no random input is called {', '.join(unknown)}; see formulas.py")
        side = side(*(values[letter] for letter in letters))
    return torch.as_tensor(float(side) if isinstance(side, str) else side, dtype=torch.float64)
