"""The explorable of number types, by PyTorch."""

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Any

import pytest
import torch
from playwright.sync_api import expect
from torch import Tensor

from tests.browser.reader import Reader
from verify import ROOT

PAGE = "stability"
MISSION = [("type", "float32", 1), ("gap", "ArrowRight", 18)]
BITS = {  # a type of that size, and how many bits are the exponent's
    "float16": (torch.int16, 5),
    "bfloat16": (torch.int16, 8),
    "float32": (torch.int32, 8),
    "float64": (torch.int64, 11),
}

LOGS = """(element, states) => states.map(state => {
  element.state = state;
  const names = ["plainLog", "shiftedLog", "log"];
  return names.map(name => element.querySelector(`[data-value=${name}]`).textContent);
})"""


def computed(dtype: torch.dtype, target: float, gap: float) -> dict[str, Tensor]:
    """Return what each step gives: each operation in float64, its result rounded to the type."""

    def rounded(number: Tensor) -> Tensor:
        return number.to(dtype).double()

    z = torch.tensor([target, target + gap], dtype=torch.float64)
    z = rounded(z)
    powers = rounded(z.exp())
    total = rounded(powers.sum())
    plain = rounded(powers / total)
    shifted = rounded(z.softmax(0))
    return {
        "z0": z[0],
        "z1": z[1],
        "exp": powers[1],
        "sum": total,
        "plain": plain[0],
        "plainLog": rounded(plain.log())[0],
        "shifted": shifted[0],
        "shiftedLog": rounded(shifted.log())[0],
        "log": rounded(z.log_softmax(0))[0],
    }


def expected(state: dict[str, Any]) -> dict[str, float | str]:
    """Return what must be shown."""
    dtype = getattr(torch, state["type"])
    steps = computed(dtype, state["target"], state["gap"])
    bits = {
        f"{name}{part}": digits
        for name, number in steps.items()
        for part, digits in zip(
            ("Sign", "Exponent", "Fraction"), bits_of(number.to(dtype)).split(), strict=True
        )
    }
    breaks = {
        "plainBreak": first_break(dtype, state["target"], "plainLog"),
        "shiftedBreak": first_break(dtype, state["target"], "shiftedLog"),
    }
    return {name: told(number.item()) for name, number in steps.items()} | bits | breaks


@cache
def first_break(dtype: torch.dtype, target: float, log: str) -> float | str:
    """Return the gap from which on a log is not finite, or what stands for none."""

    def is_broken(gap: float) -> bool:
        return not computed(dtype, target, gap)[log].isfinite()

    whole, broken = 0.01, 1000.0
    if not is_broken(broken):
        return "–"
    if is_broken(whole):
        return whole
    while broken - whole > 1e-6 * whole:
        middle = (whole + broken) / 2
        whole, broken = (whole, middle) if is_broken(middle) else (middle, broken)
    return float(f"{broken:.3g}")


def told(number: float) -> str:
    """Return a number with four digits."""
    if number == 0 or not math.isfinite(number):
        return f"{number:g}".replace("-", "−")
    exact = Context(prec=4, rounding=ROUND_HALF_UP).create_decimal(Decimal(number))
    is_handy = 1e-3 <= abs(number) < 1e4
    text = f"{exact:.{3 - exact.adjusted()}f}" if is_handy else f"{exact:.3e}"
    return text.replace("-", "−")


def bits_of(number: Tensor) -> str:
    """Return sign, exponent and what there is room for of the fraction."""
    integer, places = BITS[str(number.dtype).removeprefix("torch.")]
    size = number.dtype.itemsize * 8
    if number.isnan():  # PyTorch's differ in bits that mean nothing
        return f"0 {'1' * places} {'1'.ljust(min(size - places - 1, 23), '0')}" + "…" * (size > 32)
    digits = f"{number.view(integer).item() % 2**size:0{size}b}"
    fraction = digits[places + 1 :]
    return f"{digits[0]} {digits[1 : places + 1]} {fraction[:23]}" + "…" * (size > 32)


def test_the_operations_of_each_type_itself_break_at_the_same_gaps(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-precision")
    gaps = [float(f"{10 ** (step / 20):.3g}") for step in range(-40, 61)]
    for name in BITS:
        states = [{"type": name, "target": 0, "gap": gap} for gap in gaps]
        texts = element.evaluate(LOGS, states)
        shown = torch.tensor([[float(text.replace("−", "-")) for text in row] for row in texts])
        dtype = getattr(torch, name)
        logits = torch.tensor([[0, gap] for gap in gaps], dtype=torch.float64).to(dtype)
        powers = logits.exp()
        plain = (powers / powers.sum(dim=1, keepdim=True)).log()
        logs = [plain, logits.softmax(dim=1).log(), logits.log_softmax(dim=1)]
        actual = torch.stack([log[:, 0] for log in logs], dim=1).float()
        tolerance = max(1e-3, 2 * torch.finfo(dtype).eps)
        torch.testing.assert_close(shown, actual, rtol=tolerance, atol=0, equal_nan=True)


def test_the_largest_gap_is_written_out(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-precision")
    element.evaluate("element => { element.state = { gap: 1000 }; }")
    expect(element.locator("[data-value=gap]")).to_have_text("1000")
    expect(element.locator("[name=gap]")).to_have_attribute("aria-valuetext", "1000")


def test_what_breaks_is_told(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-precision")
    verdict = element.locator(".verdict")
    expect(verdict).to_contain_text("overflowed")
    expect(element.locator(".broken")).to_have_text(["inf", "inf", "0", "−inf"])
    element.evaluate("element => { element.state = { target: 10, gap: 1 }; }")
    expect(verdict).to_contain_text("overflowed")  # the sum alone, neither exponential
    expect(element.locator(".broken")).to_have_text(["inf", "0", "−inf"])
    element.evaluate("element => { element.state = { target: 0, gap: 12 }; }")
    element.get_by_label("bfloat16").check()
    expect(verdict).to_have_text("All three forms hold here.")
    element.evaluate("element => { element.state = { target: 80, gap: 0.2 }; }")
    expect(verdict).to_contain_text("the gap is lost")
    element.evaluate("element => { element.state = { target: 0, gap: 12 }; }")
    target = element.get_by_label("Target's logit")
    target.press("Home")
    expect(verdict).to_contain_text("underflowed")
    element.get_by_label("How far").press("End")
    expect(verdict).to_contain_text("Only log-softmax")
    target.press("End")
    expect(verdict).to_contain_text("overflowed")


def test_the_marks_stand_where_the_program_of_the_page_found_the_breaks(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-precision")
    found = re.findall(
        r"(\w+) +(plain|softmax_then_log) +([\d.]+)",
        (ROOT / "snippets/stability/largest_gap.out").read_text(encoding="utf-8"),
    )
    assert len(found) == 8
    names = {"plain": ("plainBreak", "above"), "softmax_then_log": ("shiftedBreak", "below")}
    for dtype, form, largest in found:
        name, side = names[form]
        element.get_by_role("radio", name=dtype, exact=True).check()
        shown = float(element.locator(f"[data-value={name}]").inner_text())
        assert shown == pytest.approx(float(largest), rel=0.01)
        mark = element.locator(f".track .{side}")
        share = float(mark.evaluate("mark => mark.style.getPropertyValue('--share')"))
        assert share == pytest.approx((math.log10(shown) + 2) / 5, abs=0.003)
    above, below = (
        element.locator(f".track .{side}").bounding_box() for side in ("above", "below")
    )
    assert above and below and above["y"] + above["height"] < below["y"]
    element.evaluate("element => { element.state = { type: 'float64', target: -1000 }; }")
    expect(element.locator("[data-value=plainBreak]")).to_have_text("0.01")


def test_fields_of_bits_differ_not_by_colour_alone(reader: Reader) -> None:
    element = reader.open("en", PAGE).locator("explore-precision")
    looks = element.evaluate("""element => ["Sign", "Exponent", "Fraction"].map(part => {
      const style = getComputedStyle(element.querySelector(`[data-value=z0${part}]`));
      return `${style.borderBottomStyle} ${style.boxShadow !== "none"}`;
    })""")
    assert len(set(looks)) == 3
