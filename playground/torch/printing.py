"""How a tensor is written, after torch/_tensor_str.py of PyTorch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .refusal import refuse

if TYPE_CHECKING:
    from .tensor import Tensor

PREFIX = "tensor("
DEFAULT = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
options: dict[str, Any] = dict(DEFAULT)


def set_printoptions(profile: str | None = None, **given: Any) -> None:
    """Choose decimals, the size from which the middle is left out, and the width of a line."""
    if profile not in (None, "default") or given.keys() - options.keys():
        refuse("set_printoptions() with other options than " + ", ".join(options))
    options.update(DEFAULT if profile else {"sci_mode": None})
    options.update(given)


class Format:
    """One width and one notation for all numbers of a tensor."""

    def __init__(self, array: Any, is_floating_point: bool) -> None:
        self.is_floating_point = is_floating_point
        self.is_scientific, self.is_whole = False, True
        flat = array.reshape(-1)
        if is_floating_point:
            flat = flat[np.isfinite(flat) & (flat != 0)].astype("f8")
        if is_floating_point and flat.size:
            # Whole numbers have no decimals; a wide range or extreme numbers have an exponent.
            least, most = abs(flat).min(), abs(flat).max()
            self.is_whole = bool((flat == np.ceil(flat)).all())
            is_wide = most / least > 1000 or most > 1e8
            wanted, is_small = options["sci_mode"], not self.is_whole and least < 1e-4
            self.is_scientific = bool(is_wide or is_small) if wanted is None else wanted
        self.width = max((len(self.unpadded(number)) for number in flat.tolist()), default=1)

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
