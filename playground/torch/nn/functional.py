"""torch.nn.functional: losses and what layers compute."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from .. import errors
from ..creation import ones
from ..dtypes import FLOAT, bool_, int64, uint8
from ..elementwise import unary
from ..errors import check
from ..operations import FUNCTIONS, checked, named, wrong_argument
from ..tensor import Tensor, record, relabel, wrap

relu, sigmoid, tanh = FUNCTIONS["relu"], FUNCTIONS["sigmoid"], FUNCTIONS["tanh"]
logsigmoid = unary(
    "logsigmoid",
    lambda x: np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))),
    lambda g, x: g * (-x).sigmoid(),
)
softplus = unary(  # ln(1 + e^x), and x itself where that is above 20
    "softplus",
    lambda x: np.where(x > 20, x, np.log1p(np.exp(x))),
    lambda g, x: g * x.sigmoid().masked_fill(x > 20, 1),
)
logsigmoid, softplus = checked(logsigmoid, first=0), checked(softplus, first=0)


def softmax_of(name: str) -> Callable[..., Any]:
    """Softmax or its logarithm; without a dimension PyTorch takes one, and warns."""

    def body(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
        if dim is None:
            warnings.warn(errors.IMPLICIT_DIM.format(name), stacklevel=_stacklevel)
            dim = 0 if input.dim() in (0, 1, 3) else 1
        return getattr(input if dtype is None else input.to(dtype), name)(dim)

    return named(name, body)


softmax, log_softmax = softmax_of("softmax"), softmax_of("log_softmax")


def reduced(losses: Tensor, reduction: str) -> Any:
    """The losses of all elements, their mean or their sum."""
    check_reduction(reduction)
    return losses if reduction == "none" else getattr(losses, reduction)()


def check_reduction(reduction: str) -> None:
    """Raise ValueError for what is no way to make one loss of many."""
    is_known = reduction in ("none", "mean", "sum")
    check(is_known, "{} is not a valid value for reduction", reduction, kind=ValueError)


def check_tensors(name: str, **given: Any) -> None:
    """Raise TypeError for an argument that is no tensor."""
    for position, (key, value) in enumerate(given.items(), 1):
        if not isinstance(value, Tensor):
            wrong_argument(name, key, position, "Tensor", value)


def check_target(input: Tensor, target: Tensor) -> None:
    """Raise what PyTorch raises for targets that do not fit log-probabilities."""
    shape, labels = input.array.shape, target.array.shape
    wanted, batches = (*shape[:1], *shape[2:]), (*shape[:1], labels[0] if labels else 0)
    if len(shape) == 1 and labels not in ((), (1,)):
        check(len(labels) != 1, errors.ONE_ROW, batches[1], kind=ValueError)
        raise RuntimeError(errors.MULTI_TARGET)
    check(len(shape) != 2 or len(labels) <= 1, errors.MULTI_TARGET)
    check(len(shape) != 4 or len(labels) == 3, errors.SPATIAL, len(labels))
    is_fitting = len(shape) == 1 or labels == wanted
    if not is_fitting:
        check(labels[:1] == shape[:1], errors.BATCH_SIZE, *batches, kind=ValueError)
        check(len(shape) == 4, "Expected target size {}, got {}", list(wanted), list(labels))
    check(target.dtype in (int64, uint8), errors.TARGET_TYPE, target.dtype.title)
    check(is_fitting, "size mismatch (got input: {} , target: {}", list(shape), list(labels))


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
    check_reduction(reduction)
    check_target(input, target)
    dim = 0 if input.array.ndim == 1 else 1
    classes, labels = input.array.shape[dim], target.array.astype("i8")
    is_counted = labels != ignore_index
    for wrong in labels[is_counted & ((labels < 0) | (labels >= classes))]:
        raise IndexError(f"Target {wrong} is out of bounds.")
    of_class = ones(classes, dtype=input.dtype) if weight is None else weight
    shape, titles = list(of_class.array.shape), (input.dtype.title, of_class.dtype.title)
    check(shape == [classes], errors.WEIGHT_SHAPE, classes, shape)
    check(titles[0] == titles[1], "expected scalar type {} but found {}", *titles)
    places = np.where(is_counted, labels, 0)
    weights = of_class.array[places] * is_counted
    places = places if labels.ndim == input.array.ndim else np.expand_dims(places, dim)
    chosen: Any = input.gather(dim, wrap(places))
    losses = np.where(weights == 0, 0, -weights * chosen.array.reshape(labels.shape))
    if reduction != "none":
        total = weights.sum() if reduction == "mean" else 1
        losses, weights = losses.sum() / total, np.where(weights == 0, 0, weights / total)
    label = "NllLossBackward0" if input.array.ndim <= 2 else "NllLoss2DBackward0"
    rule = {"x": lambda g: (-g * wrap(weights)).reshape(places.shape)}
    return record(losses, input.dtype, label, {"x": chosen}, **rule)


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
    given = {"input": input, "target": target} | ({} if weight is None else {"weight": weight})
    check_tensors("cross_entropy_loss", **given)
    check(0 <= label_smoothing <= 1, errors.SMOOTHING, label_smoothing)
    dim = 0 if input.array.ndim == 1 else 1
    logs, even = input.log_softmax(dim), label_smoothing / max(input.array.shape[dim], 1)

    def weighted() -> Any:
        shape = [-1 if i == dim else 1 for i in range(logs.ndim)]
        return logs if weight is None else logs * weight.reshape(shape)

    if input.array.shape != target.array.shape:
        options = {"weight": weight, "ignore_index": ignore_index}
        loss = nll_loss(logs, target, reduction=reduction, **options)
        if label_smoothing == 0:
            return loss
        every = -weighted().sum(dim).masked_fill(target == ignore_index, 0)
        if reduction != "none":
            every = every.sum()
        if reduction == "mean":  # by the sum of the weights, the loss of log-probabilities of -1
            every = every / nll_loss(logs.detach() * 0 - 1, target, reduction="sum", **options)
        return loss * (1 - label_smoothing) + every * even
    check(ignore_index < 0, "ignore_index is not supported for floating point target")
    check(target.dtype.category == FLOAT, errors.SOFT_TARGET_TYPE, target.dtype.title)
    losses = weighted() * (target * (1 - label_smoothing) + even)
    loss = -reduced(losses.sum(dim), reduction)
    return relabel(loss, "DivBackward1") if reduction == "mean" else loss


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """For each class a row with 1 in its column."""
    labels = tensor.array
    check(tensor.dtype is int64, "one_hot is only applicable to index tensor of type LongTensor.")
    check((labels >= 0).all(), "Class values must be non-negative.")
    count = int(labels.max(initial=-1)) + 1 if num_classes == -1 else num_classes
    check((labels < count).all(), "Class values must be smaller than num_classes.")
    return wrap(np.eye(count, dtype="i8")[labels], int64)


def binary_cross_entropy(
    input: Tensor, target: Tensor, weight: Any = None, *, reduction: str = "mean"
) -> Any:
    """The cross-entropy of probabilities; logarithms are at least -100."""
    shapes, titles = (target.shape, input.shape), (target.dtype.title, input.dtype.title)
    check(shapes[0] == shapes[1], errors.BCE_SIZE, *shapes, kind=ValueError)
    check(titles[0] == titles[1], "Found dtype {} but expected {}", *titles)
    p, y, limit = input.array, target.array, input.array.dtype.type(-100)
    for name, array in (("input", p), ("target", y)):
        is_probability = ((array >= 0) & (array <= 1)).all()
        check(is_probability, "all elements of {} should be between 0 and 1", name)
    array = (y - 1) * np.maximum(np.log1p(-p), limit) - y * np.maximum(np.log(p), limit)
    rules: dict[str, Callable[..., Any]] = {
        "p": lambda g, p, t: g * (p - t) / ((1 - p) * p).clamp(min=1e-12),
        "t": lambda g, p: g * ((1 - p).log().clamp(min=-100) - p.log().clamp(min=-100)),
    }
    label, values = "BinaryCrossEntropyBackward0", {"p": input, "t": target}
    losses: Any = record(array, input.dtype, label, values, **rules)
    losses = losses if weight is None else losses * weight
    return relabel(reduced(losses, reduction), label)


def binary_cross_entropy_with_logits(
    input: Any, target: Any, weight: Any = None, *, reduction: str = "mean", pos_weight: Any = None
) -> Any:
    """The cross-entropy of the sigmoid of logits."""
    shapes, titles = (target.shape, input.shape), (input.dtype.title, target.dtype.title)
    check(shapes[0] == shapes[1], errors.LOGITS_SIZE, *shapes, kind=ValueError)
    check(target.dtype.category == FLOAT, errors.CAST_IN_PLACE, *titles)
    certainty = logsigmoid(input)
    if pos_weight is not None:
        certainty = ((pos_weight - 1) * target + 1) * certainty
    losses = (1 - target) * input - certainty
    losses = losses if weight is None else losses * weight
    return relabel(reduced(losses, reduction), "BinaryCrossEntropyWithLogitsBackward0")


def kl_div(input: Any, target: Any, *, reduction: str = "mean", log_target: bool = False) -> Any:
    """The divergence of log-probabilities from probabilities, element by element."""
    if reduction == "mean":
        warnings.warn(errors.KL_MEAN, stacklevel=3)
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = target.xlogy(target) - target * input
    if reduction == "batchmean":
        return losses.sum() / losses.shape[0]
    return reduced(losses, reduction)


def mse_loss(input: Any, target: Any, *, reduction: str = "mean") -> Any:
    """The squared differences."""
    if target.shape != input.shape:
        warnings.warn(errors.BROADCAST_LOSS.format(target.shape, input.shape), stacklevel=3)
    return relabel(reduced((input - target) ** 2, reduction), "MseLossBackward0")


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """X W' + b: the last dimension of `input` are the features, the rows of `weight` outputs."""
    check_tensors("linear", input=input, weight=weight)
    titles = input.dtype.title, weight.dtype.title
    check(titles[0] == titles[1], errors.LINEAR_TYPES, *titles)
    shape, (outputs, features) = input.array.shape, weight.array.shape
    rows = input.array.size // max(shape[-1], 1)
    check(shape[-1] == features, errors.NOT_MULTIPLIED, rows, shape[-1], features, outputs)
    product = input.matmul(weight.t())
    label = "AddmmBackward0" if len(shape) == 2 else "ViewBackward0"
    return product if bias is None else relabel(product + bias, label)


def scaled_dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    *,
    is_causal: bool = False,
    scale: float | None = None,
) -> Any:
    """For each query (N, D) the mean of values (M, E), weighted by softmax over the keys (M, D).

    A mask is true where a query may look, or is added to the scores; a row with no key gives 0.
    """
    check(not is_causal or attn_mask is None, errors.MASKS)
    scores = query.matmul(key.mT) * (query.shape[-1] ** -0.5 if scale is None else scale)
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
