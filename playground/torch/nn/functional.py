"""torch.nn.functional: losses and what layers compute."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from .. import errors
from ..dtypes import FLOAT, bool_, int64, rounded, uint8
from ..indexing import placed, places
from ..operations import FUNCTIONS, wrong_argument
from ..refusal import absent, refuses_keywords
from ..tensor import Tensor, record, relabel, wrap

__getattr__ = absent("torch.nn.functional", globals())

relu, sigmoid, tanh = FUNCTIONS["relu"], FUNCTIONS["sigmoid"], FUNCTIONS["tanh"]
quiet = np.errstate(all="ignore")


def implicit_dim(name: str, ndim: int, stacklevel: int) -> int:
    """The dimension that PyTorch takes if none is named, with its warning."""
    warnings.warn(errors.IMPLICIT_DIM.format(name), stacklevel=stacklevel)
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    """The probabilities that logits stand for, along a dimension."""
    if dim is None:
        dim = implicit_dim("softmax", input.dim(), _stacklevel)
    return input.softmax(dim, dtype=dtype)


def log_softmax(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    """The logarithms of those probabilities."""
    if dim is None:
        dim = implicit_dim("log_softmax", input.dim(), _stacklevel)
    return input.log_softmax(dim, dtype=dtype)


def reduced(losses: Any, reduction: str) -> Any:
    """The losses, their sum or their mean."""
    check_reduction(reduction)
    return losses if reduction == "none" else getattr(losses, reduction)()


def check_reduction(reduction: str) -> None:
    """Raise ValueError for a word that is none of the three."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(errors.REDUCTION.format(reduction))


def check_tensors(name: str, **given: Any) -> None:
    """Raise TypeError for an argument that is no tensor."""
    for position, (key, value) in enumerate(given.items(), 1):
        if not isinstance(value, Tensor):
            wrong_argument(name, key, position, "Tensor", value)


# Classification


def check_target(input: Tensor, target: Tensor) -> None:
    """Raise what PyTorch raises for targets that do not fit log-probabilities."""
    shape, labels = input.array.shape, target.array.shape
    wanted = (shape[0], *shape[2:])
    if len(shape) == 1 and labels not in ((), (1,)):
        if len(labels) == 1:
            raise ValueError(errors.ONE_ROW.format(labels[0]))
        raise RuntimeError(errors.MULTI_TARGET)
    if len(shape) == 2 and len(labels) > 1:
        raise RuntimeError(errors.MULTI_TARGET)
    if len(shape) == 4 and len(labels) != 3:
        raise RuntimeError(errors.SPATIAL.format(len(labels)))
    if len(shape) > 1 and labels != wanted:
        if labels[:1] != shape[:1]:
            raise ValueError(errors.BATCH_SIZE.format(shape[0], labels[0] if labels else 0))
        if len(shape) == 4:
            raise RuntimeError(errors.SPATIAL_SIZE.format(list(shape), list(labels)))
        raise RuntimeError(errors.TARGET_SIZE.format(list(wanted), list(labels)))
    if target.dtype not in (int64, uint8):
        raise RuntimeError(errors.TARGET_TYPE.format(target.dtype.title))


def row_weights(input: Tensor, target: Tensor, weight: Any, ignore_index: int) -> Any:
    """The weight of each target, 0 where it is to be ignored, and the targets to look up."""
    classes = input.array.shape[0 if input.array.ndim == 1 else 1]
    labels = target.array.astype("i8")
    is_counted = labels != ignore_index
    wrong = labels[is_counted & ((labels < 0) | (labels >= classes))]
    if wrong.size:
        raise IndexError(errors.OUT_OF_BOUNDS.format(wrong[0]))
    labels = np.where(is_counted, labels, 0)
    if weight is None:
        return is_counted.astype(input.dtype.compute), labels
    if weight.array.shape != (classes,):
        raise RuntimeError(errors.WEIGHT_SHAPE.format(classes, list(weight.array.shape)))
    if weight.dtype is not input.dtype:
        raise RuntimeError(errors.SCALAR_TYPE.format(input.dtype.title, weight.dtype.title))
    return weight.array[labels] * is_counted, labels


@refuses_keywords
@quiet
def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
) -> Any:
    """The negative log-probability of each target; the mean is weighted.

    `input` has the classes in its second dimension, `target` has the same shape without it.
    """
    shape, to = input.array.shape, input.dtype
    if not shape:
        raise ValueError(errors.NLL_SCALAR)
    check_reduction(reduction)
    check_target(input, target)
    weights, labels = row_weights(input, target, weight, ignore_index)
    dim = 0 if len(shape) == 1 else 1
    index = labels if labels.ndim == len(shape) else np.expand_dims(labels, dim)
    grid = places(input, dim, wrap(index, int64))
    picked = input.array.astype(to.compute)[grid].reshape(labels.shape)
    array = np.where(weights == 0, to.compute.type(0), -weights * picked)
    if reduction != "none":
        array = array.sum(dtype=to.compute)
    if reduction == "mean":
        total = weights.sum(dtype=to.compute)
        array = array / total
        weights = np.where(weights == 0, to.compute.type(0), weights / total)

    def rule(g: Tensor) -> Any:
        return placed((-g * wrap(weights.astype(to.numpy), to)).reshape(index.shape), grid, shape)

    label = "NllLossBackward0" if len(shape) <= 2 else "NllLoss2DBackward0"
    return record(rounded(np.asarray(array), to), to, label, (input, rule, input, target))


@refuses_keywords
def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """The cross-entropy of the softmax of logits with classes, or with probabilities.

    `input` has the classes in its second dimension (in its only one, if there is one);
    probabilities have the shape of `input`, classes have it without that dimension.
    """
    check_tensors("cross_entropy_loss", input=input, target=target)
    if weight is not None:
        check_tensors("cross_entropy_loss", input=input, target=target, weight=weight)
    if not 0 <= label_smoothing <= 1:
        raise RuntimeError(errors.SMOOTHING.format(label_smoothing))
    dim = 0 if input.array.ndim == 1 else 1
    if input.array.shape == target.array.shape:
        return soft_loss(input, target, weight, ignore_index, reduction, label_smoothing)
    logs = input.log_softmax(dim)
    loss = nll_loss(logs, target, weight, ignore_index=ignore_index, reduction=reduction)
    if label_smoothing == 0:
        return loss
    weights, _ = row_weights(input, target, weight, ignore_index)
    ignored = wrap(target.array == ignore_index, bool_)
    even = -weighted(logs, weight, dim).sum(dim).masked_fill(ignored, 0)
    even = even.sum() / float(weights.sum()) if reduction == "mean" else reduced(even, reduction)
    return loss * (1 - label_smoothing) + even * (label_smoothing / input.array.shape[dim])


def soft_loss(
    input: Any, target: Any, weight: Any, ignore_index: int, reduction: str, smoothing: float
) -> Any:
    """The cross-entropy of the softmax of logits with probabilities of the same shape."""
    if target.dtype.category != FLOAT:
        raise RuntimeError(errors.SOFT_TARGET_TYPE.format(target.dtype.title))
    if ignore_index >= 0:
        raise RuntimeError(errors.SOFT_TARGET_IGNORED)
    dim = 0 if input.array.ndim == 1 else 1
    if smoothing > 0:
        target = target * (1 - smoothing) + smoothing / input.shape[dim]
    check_reduction(reduction)
    terms = weighted(input.log_softmax(dim), weight, dim) * target
    if reduction == "none":
        return -terms.sum(dim)
    count = terms.numel() // input.shape[dim] if reduction == "mean" else 1
    return -terms.sum() / max(count, 1)


def weighted(values: Any, weight: Any, dim: int) -> Any:
    """The values times the weight of their class."""
    if weight is None:
        return values
    return values * weight.reshape([-1 if i == dim else 1 for i in range(values.ndim)])


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """For each class a row with 1 in its column."""
    labels = tensor.array
    if tensor.dtype is not int64:
        raise RuntimeError(errors.ONE_HOT_TYPE)
    if labels.size == 0 and num_classes == -1:
        raise RuntimeError(errors.ONE_HOT_EMPTY)
    if (labels < 0).any():
        raise RuntimeError(errors.ONE_HOT_NEGATIVE)
    count = int(labels.max()) + 1 if num_classes == -1 else num_classes
    if (labels >= count).any():
        raise RuntimeError(errors.ONE_HOT_LARGE)
    return wrap(np.eye(count, dtype="i8")[labels], int64)


# Probabilities of yes and no


@refuses_keywords
@quiet
def binary_cross_entropy(
    input: Tensor, target: Tensor, weight: Any = None, *, reduction: str = "mean"
) -> Any:
    """The cross-entropy of probabilities; logarithms are at least -100."""
    check_reduction(reduction)
    if target.array.shape != input.array.shape:
        raise ValueError(errors.BCE_SIZE.format(target.shape, input.shape))
    if target.dtype is not input.dtype:
        raise RuntimeError(errors.BCE_TYPE.format(target.dtype.title, input.dtype.title))
    p, y, limit = input.array, target.array, input.array.dtype.type(-100)
    if not ((p >= 0) & (p <= 1)).all():
        raise RuntimeError(errors.BCE_RANGE)
    array = (y - 1) * np.maximum(np.log1p(-p), limit) - y * np.maximum(np.log(p), limit)

    def of_input(g: Tensor) -> Any:
        return g * (input - target) / ((1 - input) * input).clamp(min=1e-12)

    def of_target(g: Tensor) -> Any:
        return g * ((1 - input).log().clamp(min=-100) - input.log().clamp(min=-100))

    inputs = (input, of_input, input, target), (target, of_target, input)
    losses: Any = record(array, input.dtype, "BinaryCrossEntropyBackward0", *inputs)
    return reduced(losses if weight is None else losses * weight, reduction)


@refuses_keywords
def binary_cross_entropy_with_logits(
    input: Any,
    target: Any,
    weight: Any = None,
    *,
    reduction: str = "mean",
    pos_weight: Any = None,
) -> Any:
    """The cross-entropy of the sigmoid of logits."""
    check_reduction(reduction)
    if target.shape != input.shape:
        raise ValueError(errors.LOGITS_SIZE.format(target.shape, input.shape))
    if target.dtype.category != FLOAT:
        titles = input.dtype.title, target.dtype.title
        raise RuntimeError(errors.CAST_IN_PLACE.format(*titles))
    certainty = logsigmoid(input)
    if pos_weight is not None:
        certainty = ((pos_weight - 1) * target + 1) * certainty
    losses = (1 - target) * input - certainty
    return reduced(losses if weight is None else losses * weight, reduction)


@quiet
def logsigmoid(input: Tensor) -> Any:
    """The logarithm of the sigmoid: min(x, 0) - ln(1 + e^-|x|)."""
    x = input.array
    array = np.minimum(x, x.dtype.type(0)) - np.log1p(np.exp(-np.abs(x)))
    rule = (input, lambda g: g * (-input).sigmoid(), input)
    return record(rounded(array, input.dtype), input.dtype, "LogSigmoidBackward0", rule)


@quiet
def softplus(input: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Any:
    """ln(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold."""
    x, of = input.array * input.array.dtype.type(beta), input.array.dtype.type
    large = wrap(x > threshold, bool_)
    array = np.where(large.array, input.array, np.log1p(np.exp(x)) / of(beta))
    rule = (input, lambda g: g * (input * beta).sigmoid().masked_fill(large, 1), input)
    return record(rounded(array, input.dtype), input.dtype, "SoftplusBackward0", rule)


# Other losses, and the linear map


@refuses_keywords
def kl_div(input: Any, target: Any, *, reduction: str = "mean", log_target: bool = False) -> Any:
    """The divergence of log-probabilities from probabilities, element by element."""
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = target.xlogy(target) - target * input
    if reduction == "batchmean":
        return losses.sum() / losses.shape[0]
    if reduction == "mean":
        warnings.warn(errors.KL_MEAN, stacklevel=2)
    return reduced(losses, reduction)


@refuses_keywords
def mse_loss(input: Any, target: Any, *, reduction: str = "mean") -> Any:
    """The squared differences."""
    if target.shape != input.shape:
        text = errors.BROADCAST_LOSS.format(target.shape, input.shape)
        warnings.warn(text, stacklevel=2)
    return reduced((input - target) ** 2, reduction)


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """X W' + b: the last dimension of `input` are the features, the rows of `weight` outputs."""
    check_tensors("linear", input=input, weight=weight)
    if input.dtype is not weight.dtype:
        titles = input.dtype.title, weight.dtype.title
        raise RuntimeError(errors.LINEAR_TYPES.format(*titles))
    shape, (outputs, features) = input.array.shape, weight.array.shape
    if shape[-1] != features:
        sizes = input.array.size // shape[-1], shape[-1], features, outputs
        raise RuntimeError(errors.NOT_MULTIPLIED.format(*sizes))
    product = input.matmul(weight.t())
    if bias is None:
        return product
    if bias.array.shape[-1] not in (1, outputs):
        bias.expand(product.array.shape)  # raises, in PyTorch's words
    return relabel(product + bias, "AddmmBackward0" if len(shape) == 2 else "ViewBackward0")
