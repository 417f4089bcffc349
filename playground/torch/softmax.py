"""Softmax and its logarithm."""

from __future__ import annotations

from typing import Any

import numpy as np

from .dtypes import FLOAT, rounded
from .operations import operation
from .refusal import refuse
from .tensor import Tensor, dimension, record, save_output


def shifted(name: str, input: Tensor, dim: int) -> Any:
    """The logits less the largest along a dimension, so that no exponential overflows."""
    if input.dtype.category != FLOAT and input.array.size == 0:
        refuse(f"{name}() of an empty tensor of integers")
    if input.dtype.category != FLOAT:
        raise NotImplementedError(
            f"\"{name}_lastdim_kernel_impl\" not implemented for '{input.dtype.title}'"
        )
    logits = np.atleast_1d(input.array.astype(input.dtype.compute))
    return logits - logits.max(axis=dim, keepdims=True, initial=-np.inf)


@operation
def softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """e^x over the sum of e^x along a dimension.

    With p the result, dL/dx_i = p_i (g_i - sum_j p_j g_j).
    """
    input = input if dtype is None else input.to(dtype)
    dim = dimension(input, dim)
    exponentials = np.exp(shifted("softmax", input, dim))
    array = exponentials / exponentials.sum(axis=dim, keepdims=True)

    def rule(g: Tensor) -> Any:
        weighted = g * result
        return weighted - result * weighted.sum(dim, keepdim=True)

    array = rounded(array.reshape(input.array.shape), input.dtype)
    result = record(array, input.dtype, "SoftmaxBackward0", (input, rule))
    return save_output(result)


@operation
def log_softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """X less the logarithm of the sum of e^x along a dimension.

    With p = e^result, dL/dx_i = g_i - p_i sum_j g_j.
    """
    input = input if dtype is None else input.to(dtype)
    dim = dimension(input, dim)
    logits = shifted("log_softmax", input, dim)
    array = logits - np.log(np.exp(logits).sum(axis=dim, keepdims=True))

    def rule(g: Tensor) -> Any:
        return g - result.exp() * g.sum(dim, keepdim=True)

    array = rounded(array.reshape(input.array.shape), input.dtype)
    result = record(array, input.dtype, "LogSoftmaxBackward0", (input, rule))
    return save_output(result)
