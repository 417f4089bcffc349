"""torch.nn.functional: losses and what layers compute."""

import functools
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from .. import errors
from ..dtypes import FLOAT, bool_, int64, uint8
from ..errors import check
from ..indexing import along, placed
from ..operations import FUNCTIONS, named, wrong_argument
from ..refusal import absent, refuse, refuses_surplus
from ..tensor import Tensor, record, relabel, wrap

__getattr__ = absent("torch.nn.functional", globals())

relu, sigmoid, tanh = FUNCTIONS["relu"], FUNCTIONS["sigmoid"], FUNCTIONS["tanh"]


def softmax_of(name: str) -> Callable[..., Any]:
    """Softmax or its logarithm; without a dimension PyTorch takes one, and warns."""

    def body(input: Any, dim: int | None = None, _stacklevel: int = 4, dtype: Any = None) -> Any:
        if dim is None:
            warnings.warn(errors.IMPLICIT_DIM.format(name), stacklevel=_stacklevel)
            dim = 0 if input.dim() in (0, 1, 3) else 1
        return getattr(input if dtype is None else input.to(dtype), name)(dim)

    return named(name, body)


softmax, log_softmax = softmax_of("softmax"), softmax_of("log_softmax")


def loss(losses: Callable[..., Any]) -> Callable[..., Any]:
    """A loss out of a function that gives the losses of all elements: their mean, or their sum."""
    quiet = np.errstate(all="ignore")(refuses_surplus(losses))

    @functools.wraps(losses)
    def call(*arguments: Any, reduction: str = "mean", **named: Any) -> Any:
        words = ("none", "mean", "sum", *["batchmean"] * (losses.__name__ == "kl_div"))
        check(reduction in words, errors.REDUCTION, reduction, kind=ValueError)
        if reduction == "mean" and losses.__name__ == "kl_div":
            warnings.warn(errors.KL_MEAN, stacklevel=2)
        result = quiet(*arguments, **named)
        if reduction == "batchmean":
            return result.sum() / result.shape[0]
        return result if reduction == "none" else getattr(result, reduction)()

    return call


def check_tensors(name: str, **given: Any) -> None:
    """Raise TypeError for an argument that is no tensor."""
    for position, (key, value) in enumerate(given.items(), 1):
        if not isinstance(value, Tensor):
            wrong_argument(name, key, position, "Tensor", value)


# Classification


def check_target(input: Tensor, target: Tensor) -> None:
    """Raise what PyTorch raises for targets that do not fit log-probabilities."""
    shape, labels = input.array.shape, target.array.shape
    wanted, batches = (*shape[:1], *shape[2:]), (*shape[:1], labels[0] if labels else 0)
    if len(shape) == 1 and labels not in ((), (1,)):
        check(len(labels) != 1, errors.ONE_ROW, batches[1], kind=ValueError)
        raise RuntimeError(errors.MULTI_TARGET)
    check(len(shape) != 2 or len(labels) <= 1, errors.MULTI_TARGET)
    check(len(shape) != 4 or len(labels) == 3, errors.SPATIAL, len(labels))
    if len(shape) > 1 and labels != wanted:
        check(labels[:1] == shape[:1], errors.BATCH_SIZE, *batches, kind=ValueError)
        check(len(shape) == 4, errors.TARGET_SIZE, list(wanted), list(labels))
        check(target.dtype in (int64, uint8), errors.TARGET_TYPE, target.dtype.title)
        raise RuntimeError(errors.IMAGE_SIZE.format(list(shape), list(labels)))
    check(target.dtype in (int64, uint8), errors.TARGET_TYPE, target.dtype.title)


@np.errstate(all="ignore")
def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    ignore_index: int = -100,
    reduction: str = "mean",
) -> Any:
    """The negative log-probability of each target; the mean is weighted.

    `input` has the classes in its second dimension, `target` has the same shape without it.
    """
    check(reduction in ("none", "mean", "sum"), errors.REDUCTION, reduction, kind=ValueError)
    check_target(input, target)
    dim = 0 if input.array.ndim == 1 else 1
    classes, labels = input.array.shape[dim], target.array.astype("i8")
    is_counted = labels != ignore_index
    for wrong in labels[is_counted & ((labels < 0) | (labels >= classes))]:
        raise IndexError(errors.OUT_OF_BOUNDS.format(wrong))
    places = np.where(is_counted, labels, 0)
    of_class = np.ones(classes, input.dtype.numpy) if weight is None else weight.array
    shape = list(of_class.shape)
    check(shape == [classes], errors.WEIGHT_SHAPE, classes, shape)
    weights = of_class[places] * is_counted
    titles = input.dtype.title, wrap(weights).dtype.title
    check(of_class.dtype == input.array.dtype, errors.WEIGHT_TYPE, *titles)
    index = places if labels.ndim == input.array.ndim else np.expand_dims(places, dim)
    grid = along(dim, index)
    losses = np.where(weights == 0, 0, -weights * input.array[grid].reshape(labels.shape))
    if reduction != "none":
        total = weights.sum() if reduction == "mean" else 1
        losses, weights = losses.sum() / total, np.where(weights == 0, 0, weights / total)

    def rule(g: Tensor) -> Any:
        return placed((-g * wrap(weights)).reshape(index.shape), grid, input.array.shape)

    label = "NllLossBackward0" if input.array.ndim <= 2 else "NllLoss2DBackward0"
    return record(losses, input.dtype, label, {"x": input}, x=rule)


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """The cross-entropy of the softmax of logits with classes, or with probabilities.

    `input` has the classes in its second dimension (in its only one, if there is one);
    probabilities have the shape of `input`, classes have it without that dimension.
    """
    given = {"input": input, "target": target} | ({} if weight is None else {"weight": weight})
    check_tensors("cross_entropy_loss", **given)
    check(0 <= label_smoothing <= 1, errors.SMOOTHING, label_smoothing)
    dim = 0 if input.array.ndim == 1 else 1
    logs, even = input.log_softmax(dim), label_smoothing / max(input.array.shape[dim], 1)

    def weighted() -> Any:
        shape = [-1 if i == dim else 1 for i in range(logs.ndim)]
        return logs if weight is None else logs * weight.reshape(shape)

    if input.array.shape != target.array.shape:
        loss = nll_loss(logs, target, weight, ignore_index, reduction)
        if label_smoothing == 0:
            return loss
        every = -weighted().sum(dim).masked_fill(target == ignore_index, 0)
        if reduction != "none":
            every = every.sum()
        if reduction == "mean":  # by the sum of the weights, the loss of log-probabilities of -1
            every = every / nll_loss(logs.detach() * 0 - 1, target, weight, ignore_index, "sum")
        return loss * (1 - label_smoothing) + every * even
    check(ignore_index < 0, errors.SOFT_TARGET_IGNORED)
    check(target.dtype.category == FLOAT, errors.SOFT_TARGET_TYPE, target.dtype.title)
    check(reduction in ("none", "mean", "sum"), errors.REDUCTION, reduction, kind=ValueError)
    losses = weighted() * (target * (1 - label_smoothing) + even)
    if reduction == "none":
        return -losses.sum(dim)
    rows = losses.numel() // losses.shape[dim] if reduction == "mean" else 1
    return -losses.sum() / max(rows, 1)


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """For each class a row with 1 in its column."""
    labels = tensor.array
    check(tensor.dtype is int64, errors.ONE_HOT_TYPE)
    check((labels >= 0).all(), errors.ONE_HOT_NEGATIVE)
    count = int(labels.max(initial=-1)) + 1 if num_classes == -1 else num_classes
    check((labels < count).all(), errors.ONE_HOT_LARGE)
    return wrap(np.eye(count, dtype="i8")[labels], int64)


# Probabilities of yes and no


@loss
def binary_cross_entropy(input: Tensor, target: Tensor, weight: Any = None) -> Any:
    """The cross-entropy of probabilities; logarithms are at least -100."""
    shapes, titles = (target.shape, input.shape), (target.dtype.title, input.dtype.title)
    check(shapes[0] == shapes[1], errors.BCE_SIZE, *shapes, kind=ValueError)
    check(titles[0] == titles[1], errors.BCE_TYPE, *titles)
    p, y, limit = input.array, target.array, input.array.dtype.type(-100)
    for name, array in (("input", p), ("target", y)):
        check(((array >= 0) & (array <= 1)).all(), errors.BCE_RANGE, name)
    array = (y - 1) * np.maximum(np.log1p(-p), limit) - y * np.maximum(np.log(p), limit)
    rules: dict[str, Callable[..., Any]] = {
        "p": lambda g, p, t: g * (p - t) / ((1 - p) * p).clamp(min=1e-12),
        "t": lambda g, p: g * ((1 - p).log().clamp(min=-100) - p.log().clamp(min=-100)),
    }
    label, values = "BinaryCrossEntropyBackward0", {"p": input, "t": target}
    losses = record(array, input.dtype, label, values, **rules)
    return losses if weight is None else losses * weight


@loss
def binary_cross_entropy_with_logits(
    input: Any, target: Any, weight: Any = None, pos_weight: Any = None
) -> Any:
    """The cross-entropy of the sigmoid of logits."""
    shapes, titles = (target.shape, input.shape), (input.dtype.title, target.dtype.title)
    check(shapes[0] == shapes[1], errors.LOGITS_SIZE, *shapes, kind=ValueError)
    check(target.dtype.category == FLOAT, errors.CAST_IN_PLACE, *titles)
    certainty = logsigmoid(input)
    if pos_weight is not None:
        certainty = ((pos_weight - 1) * target + 1) * certainty
    losses = (1 - target) * input - certainty
    return losses if weight is None else losses * weight


@np.errstate(all="ignore")
def logsigmoid(input: Tensor) -> Any:
    """The logarithm of the sigmoid: min(x, 0) - ln(1 + e^-|x|)."""
    array = np.minimum(input.array, 0) - np.log1p(np.exp(-np.abs(input.array)))
    rule = {"x": lambda g, x: g * (-x).sigmoid()}
    return record(array, input.dtype, "LogSigmoidBackward0", {"x": input}, **rule)


@np.errstate(all="ignore")
def softplus(input: Tensor) -> Any:
    """ln(1 + e^x), and x itself where that is above 20."""
    array = np.where(input.array > 20, input.array, np.log1p(np.exp(input.array)))
    rule = {"x": lambda g, x: g * x.sigmoid().masked_fill(x > 20, 1)}
    return record(array, input.dtype, "SoftplusBackward0", {"x": input}, **rule)


# Other losses, and the linear map


@loss
def kl_div(input: Any, target: Any, log_target: bool = False) -> Any:
    """The divergence of log-probabilities from probabilities, element by element."""
    if log_target:
        return target.exp() * (target - input)
    return target.xlogy(target) - target * input


@loss
def mse_loss(input: Any, target: Any) -> Any:
    """The squared differences."""
    if target.shape != input.shape:
        text = errors.BROADCAST_LOSS.format(target.shape, input.shape)
        warnings.warn(text, stacklevel=4)
    return (input - target) ** 2


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """X W' + b: the last dimension of `input` are the features, the rows of `weight` outputs."""
    check_tensors("linear", input=input, weight=weight)
    titles = input.dtype.title, weight.dtype.title
    check(titles[0] == titles[1], errors.LINEAR_TYPES, *titles)
    shape, (outputs, features) = input.array.shape, weight.array.shape
    rows = input.array.size // max(shape[-1], 1)
    check(shape[-1] == features, errors.NOT_MULTIPLIED, rows, shape[-1], features, outputs)
    product = input.matmul(weight.t())
    if bias is None:
        return product
    if bias.array.shape[-1] not in (1, outputs):
        bias.expand(product.array.shape)  # raises, in PyTorch's words
    return relabel(product + bias, "AddmmBackward0" if len(shape) == 2 else "ViewBackward0")


# Attention


def scaled_dot_product_attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Any = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    *,
    scale: float | None = None,
) -> Any:
    """For each query (N, D) the mean of values (M, E), weighted by softmax over the keys (M, D).

    A mask is true where a query may look, or is added to the scores; a row with no key gives 0.
    """
    if dropout_p:
        refuse("dropout of attention")
    check(not is_causal or attn_mask is None, errors.TWO_MASKS)
    rate = query.shape[-1] ** -0.5 if scale is None else scale
    scores: Any = query.matmul(key.mT) * rate
    if is_causal:
        attn_mask = wrap(np.tri(query.shape[-2], key.shape[-2], dtype=bool), bool_)
    if attn_mask is not None and attn_mask.dtype is bool_:
        scores = scores.masked_fill(~attn_mask, -np.inf)
    elif attn_mask is not None:
        titles = attn_mask.dtype.c_name, query.dtype.c_name
        check(attn_mask.dtype.category == FLOAT, errors.MASK_TYPE, *titles)
        scores = scores + attn_mask
    empty = (scores == -np.inf).all(-1, keepdim=True)
    return scores.masked_fill(empty, 0).softmax(-1).masked_fill(empty, 0).matmul(value)
