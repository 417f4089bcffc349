"""The explorable of sampling, by PyTorch."""

import json
import re
from typing import Any

import torch
from torch import Tensor

from tests.browser.reader import Reader
from tests.programs import load
from verify import ROOT

PAGE = "sampling"
MISSION = [("m", "ArrowRight", 5)]
RIGHT = ("cdohbf", "a")


def places() -> list[tuple[str, Tensor]]:
    """Return the characters of both places and their scores, as the script has them."""
    source = (ROOT / "web/explorables/sampling.js").read_text(encoding="utf-8")
    chars = [json.loads(text) for text in re.findall(r"chars: (\".*\"),", source)]
    scores = re.findall(r"scores: \[([^\]]*)\]", source)
    numbers = [torch.tensor([float(n) for n in re.findall(r"-?[\d.]+", each)]) for each in scores]
    return list(zip(chars, [one.double() for one in numbers], strict=True))


def cut(z: Tensor, state: dict[str, Any]) -> Tensor:
    """Return the scores with those that a knob cuts at minus infinity."""
    p = z.softmax(0)
    before = torch.tensor([p[:i].sum() for i in range(len(p))], dtype=torch.float64)
    kept = torch.arange(len(p)) < state["k"]
    if state["p"] < 1:
        kept &= before < state["p"]
    kept &= p >= state["m"] * p.max()
    return z.masked_fill(~kept, -torch.inf)


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    shown: dict[str, float | str] = {}
    for i, ((chars, z), right) in enumerate(zip(places(), RIGHT, strict=True)):
        if state["order"] == "first":
            p = cut(z / state["temperature"], state).softmax(0)
        else:
            p = (cut(z, state) / state["temperature"]).softmax(0)
        is_right = torch.tensor([char in right for char in chars])
        shown[f"right{i}"] = f"{int(((p > 0) & is_right).sum())} / {len(right)}"
        shown[f"wrong{i}"] = f"{int(((p > 0) & ~is_right).sum())}"
        shown[f"slip{i}"] = p[~is_right].sum().item()
        shown[f"kinds{i}"] = torch.special.entr(p).sum().exp().item()
    return shown


def test_scores_are_those_of_the_program() -> None:
    program = load("sampling/three_cuts")
    for (chars, scores), (place, right), own in zip(places(), program.PLACES, RIGHT, strict=True):
        context = torch.tensor([program.chars.index(c) for c in place])
        z = torch.eye(len(program.chars))[context].T.flatten() @ program.W
        assert sorted(chars) == program.chars
        assert set(right) == set(own)
        found = z[[program.chars.index(c) for c in chars]].double()
        torch.testing.assert_close(scores, found, rtol=0, atol=0.006)
        assert (scores.diff() <= 0).all()


def test_the_characters_below_the_bars_stand_apart(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-sampling")
    for drawing in element.locator("svg").all():
        gaps = drawing.evaluate("""drawing => {
          const texts = [...drawing.querySelectorAll("text")];
          const signs = texts.filter(text => text.textContent.length === 1);
          const boxes = signs.map(text => text.getBBox());
          return boxes.slice(1).map((box, i) => box.x - boxes[i].x - boxes[i].width);
        }""")
        assert len(gaps) == 20
        assert min(gaps) > 1.4
