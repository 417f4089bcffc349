"""How a tensor is written, after torch/_tensor_str.py of PyTorch."""

import math
from typing import Any

import numpy as np

from .errors import refuse

Tensor = Any  # its module needs this one first
PREFIX = "tensor("
DEFAULT = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
options: dict[str, Any] = dict(DEFAULT)


def set_printoptions(profile: str | None = None, **given: Any) -> None:
    """Choose decimals, the size from which the middle is left out, and the width of a line."""
    if profile not in (None, "default") or given.keys() - options.keys():
        refuse("set_printoptions() with other options than " + ", ".join(options))
    options.update(DEFAULT if profile else {"sci_mode": None})
    options.update(given)


def tensor_text(tensor: Tensor) -> str:
    """What `print` shows: the numbers, then what is not the usual about the tensor."""
    array, dtype, remarks = tensor.array, tensor.dtype, []
    text = f"{PREFIX}[]"
    if array.size:
        shown = edges(array) if array.size > options["threshold"] else array
        texts, width = written(shown, dtype.is_floating_point)
        text = PREFIX + nested(texts, array.shape, len(PREFIX), width)
    elif array.ndim != 1:
        remarks.append(f"size={tuple(array.shape)}")
    if dtype.name != "float32" and not (array.size and dtype.name in ("int64", "bool")):
        remarks.append(f"dtype={dtype}")
    if tensor.grad_fn is not None:
        remarks.append(f"grad_fn=<{tensor.grad_fn.label}>")
    elif tensor._requires_grad:
        remarks.append("requires_grad=True")
    length = len(text) - text.rfind("\n") + 1
    for remark in remarks:
        is_full = length + len(remark) + 2 > options["linewidth"]
        length = len(remark) + (len(PREFIX) if is_full else length + 2)
        text += (",\n" + " " * len(PREFIX) if is_full else ", ") + remark
    return text + ")"


def edges(array: Any) -> Any:
    """The numbers that are shown of an array whose middle is left out."""
    count = options["edgeitems"]
    for axis, length in enumerate(array.shape):
        if length > 2 * count:
            array = np.take(array, [*range(count), *range(length - count, length)], axis)
    return array


def written(array: Any, is_floating_point: bool) -> tuple[Any, int]:
    """The numbers as texts in one notation, and their width.

    Whole numbers have no decimals; a wide range or extreme numbers have an exponent.
    """
    numbers = array.reshape(-1).tolist()
    texts = counted = [str(number) for number in numbers]
    if is_floating_point:
        sizes = [abs(number) for number in numbers if math.isfinite(number) and number] or [1.0]
        is_whole = all(size == math.ceil(size) for size in sizes)
        is_scientific = max(sizes) / min(sizes) > 1000 or max(sizes) > 1e8
        is_scientific = is_scientific or (not is_whole and min(sizes) < 1e-4)
        if options["sci_mode"] is not None:
            is_scientific = options["sci_mode"]
        decimals = 0 if is_whole and not is_scientific else options["precision"]
        kind = f".{decimals}{'e' if is_scientific else 'f'}"
        texts = [f"{number:{kind}}" for number in numbers]
        if not decimals:
            texts = [text + "." * (text[-1] not in "fn") for text in texts]  # but of inf and nan
        pairs = zip(numbers, texts, strict=True)
        counted = [text for number, text in pairs if math.isfinite(number) and number]
    width = max(map(len, counted), default=1)
    return np.array([text.rjust(width) for text in texts], object).reshape(array.shape), width


def nested(texts: Any, shape: tuple[int, ...], indent: int, width: int) -> str:
    """The texts in brackets, one pair for each dimension of the shape, which may be longer."""
    if not shape:
        return str(texts.item())
    is_row = len(shape) == 1
    per_line = max(1, (options["linewidth"] - indent) // (width + 2)) if is_row else 1
    parts = [part if is_row else nested(part, shape[1:], indent + 1, width) for part in texts]
    if len(parts) < shape[0]:
        parts.insert(options["edgeitems"], " ..." if is_row else "...")
    lines = [", ".join(parts[i : i + per_line]) for i in range(0, len(parts), per_line)]
    separator = "," + "\n" * max(len(shape) - 1, 1) + " " * (indent + 1)
    return f"[{separator.join(lines)}]"
