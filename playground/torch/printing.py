"""How a tensor is written, after torch/_tensor_str.py of PyTorch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .tensor import Tensor

PREFIX = "tensor("
PROFILES: dict[str, dict[str, Any]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}
options: dict[str, Any] = PROFILES["default"] | {"sci_mode": None}


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Choose decimals, the size from which the middle is left out, and the width of a line."""
    if profile is not None:
        options.update(PROFILES[profile])
    given = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    options.update({key: value for key, value in given.items() if value is not None})
    options["sci_mode"] = sci_mode


class Format:
    """One width and one notation for all numbers of a tensor."""

    def __init__(self, array: Any, is_floating_point: bool) -> None:
        self.is_floating_point = is_floating_point
        self.is_scientific, self.is_whole = False, True
        self.width = 1
        flat = array.reshape(-1)
        if is_floating_point:
            flat = flat[np.isfinite(flat) & (flat != 0)].astype("f8")
            if flat.size == 0:
                return
            self._choose_notation(flat)
        self.width = max(len(self.unpadded(number)) for number in flat.tolist())

    def _choose_notation(self, numbers: Any) -> None:
        """Whole numbers have no decimals; a wide range or extreme numbers have an exponent."""
        least, most = abs(numbers).min(), abs(numbers).max()
        self.is_whole = bool((numbers == np.ceil(numbers)).all())
        is_wide = most / least > 1000 or most > 1e8
        self.is_scientific = bool(is_wide or (not self.is_whole and least < 1e-4))
        if options["sci_mode"] is not None:
            self.is_scientific = options["sci_mode"]

    def unpadded(self, number: Any) -> str:
        """The number as text."""
        if not self.is_floating_point:
            return str(number)
        if self.is_scientific:
            return f"{number:.{options['precision']}e}"
        if self.is_whole:
            return f"{number:.0f}." if math.isfinite(number) else f"{number:.0f}"
        return f"{number:.{options['precision']}f}"

    def __call__(self, number: Any) -> str:
        """The number as text, as wide as the others."""
        return self.unpadded(number).rjust(self.width)


def tensor_text(tensor: Tensor) -> str:
    """What `print` shows: the numbers, then what is not the usual about the tensor."""
    array, dtype = tensor.array, tensor.dtype
    remarks = []
    if array.size == 0:
        numbers = "[]"
        if array.ndim != 1:
            remarks.append(f"size={tuple(array.shape)}")
    else:
        is_shortened = array.size > options["threshold"]
        shown = edges(array) if is_shortened else array
        number_format = Format(shown, dtype.is_floating_point)
        numbers = nested(array, len(PREFIX), number_format, is_shortened)
    usual = ("float32",) if array.size == 0 else ("float32", "int64", "bool")
    if dtype.name not in usual:
        remarks.append(f"dtype={dtype}")
    if tensor.grad_fn is not None:
        remarks.append(f"grad_fn=<{tensor.grad_fn.label}>")
    elif tensor._requires_grad:
        remarks.append("requires_grad=True")
    return with_remarks(PREFIX + numbers, remarks)


def with_remarks(text: str, remarks: list[str]) -> str:
    """The text with remarks at its end, on a new line where the last one is full."""
    length = len(text) - text.rfind("\n") + 1
    for remark in remarks:
        if length + len(remark) + 2 > options["linewidth"]:
            text += ",\n" + " " * len(PREFIX) + remark
            length = len(PREFIX) + len(remark)
        else:
            text += ", " + remark
            length += len(remark) + 2
    return text + ")"


def edges(array: Any) -> Any:
    """The numbers that are shown of an array whose middle is left out."""
    count = options["edgeitems"]
    for axis, length in enumerate(array.shape):
        if length > 2 * count:
            array = np.take(array, [*range(count), *range(length - count, length)], axis)
    return array


def nested(array: Any, indent: int, number_format: Format, is_shortened: bool) -> str:
    """The numbers in brackets, one pair for each dimension."""
    if array.ndim == 0:
        return number_format(array.item())
    count = options["edgeitems"]
    is_cut = is_shortened and len(array) > 2 * count
    shown = [*array[:count], *array[-count:]] if is_cut else list(array)
    if array.ndim == 1:
        parts = [number_format(number.item()) for number in shown]
        if is_cut:
            parts.insert(count, " ...")
        per_line = max(1, (options["linewidth"] - indent) // (number_format.width + 2))
        lines = [", ".join(parts[i : i + per_line]) for i in range(0, len(parts), per_line)]
        separator = ",\n" + " " * (indent + 1)
    else:
        lines = [nested(part, indent + 1, number_format, is_shortened) for part in shown]
        if is_cut:
            lines.insert(count, "...")
        separator = "," + "\n" * (array.ndim - 1) + " " * (indent + 1)
    return "[" + separator.join(lines) + "]"
