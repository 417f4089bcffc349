"""torch.nn.functional: losses and what layers compute."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from ..dtypes import FLOAT, bool_, int64, rounded, uint8
from ..indexing import places
from ..operations import FUNCTIONS, bad_argument
from ..refusal import absent, refuse
from ..tensor import Tensor, dimension, record, save_output, wrap

__getattr__ = absent("torch.nn.functional")

relu, sigmoid, tanh = FUNCTIONS["relu"], FUNCTIONS["sigmoid"], FUNCTIONS["tanh"]


def implicit_dim(name: str, ndim: int, stacklevel: int) -> int:
    """The dimension that PyTorch takes if none is named, with its warning."""
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. "
        "Change the call to include dim=X as an argument.",
        stacklevel=stacklevel,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    """The probabilities that logits stand for, along a dimension."""
    if dim is None:
        dim = implicit_dim("softmax", input.dim(), _stacklevel)
    return input.softmax(dim, dtype=dtype)


def log_softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None
) -> Any:
    """The logarithms of those probabilities."""
    if dim is None:
        dim = implicit_dim("log_softmax", input.dim(), _stacklevel)
    return input.log_softmax(dim, dtype=dtype)


def reduced(losses: Any, reduction: str) -> Any:
    """The losses, their sum or their mean."""
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    if reduction == "mean":
        return losses.mean()
    raise ValueError(f"{reduction} is not a valid value for reduction")


def check_tensors(name: str, **given: Any) -> None:
    """Raise TypeError for an argument that is no tensor."""
    for position, (key, value) in enumerate(given.items(), 1):
        if not isinstance(value, Tensor):
            bad_argument(name, key, position, "Tensor", value)


# Classification


def check_target(input: Tensor, target: Tensor) -> None:
    """Raise what PyTorch raises for targets that do not fit log-probabilities."""
    shape, labels = input.array.shape, target.array.shape
    if len(shape) == 1:
        if len(labels) == 1 and labels[0] != 1:
            raise ValueError(
                f"For 1D input, 1D target must have size 1, but got target size: {labels[0]}"
            )
        if len(labels) > 1:
            raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    elif len(shape) == 2:
        if len(labels) > 1:
            raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
        if labels != shape[:1]:
            raise ValueError(
                f"Expected input batch_size ({shape[0]}) to match target batch_size "
                f"({labels[0] if labels else 0})."
            )
    elif len(shape) == 4:
        if len(labels) != 3:
            raise RuntimeError(
                "only batches of spatial targets supported (3D tensors) but got targets of "
                f"dimension: {len(labels)}"
            )
        if (shape[0], *shape[2:]) != labels:
            raise RuntimeError(
                f"size mismatch (got input: {list(shape)} , target: {list(labels)}"
            )
    elif (shape[0], *shape[2:]) != labels:
        expected = [shape[0], *shape[2:]]
        if labels[:1] != shape[:1]:
            raise ValueError(
                f"Expected input batch_size ({shape[0]}) to match target batch_size "
                f"({labels[0] if labels else 0})."
            )
        raise RuntimeError(f"Expected target size {expected}, got {list(labels)}")
    if target.dtype not in (int64, uint8):
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {target.dtype.title}"
        )


def check_weight(input: Tensor, weight: Any, classes: int) -> None:
    """Raise RuntimeError for weights that are not one number a class of the same type."""
    if weight.array.shape != (classes,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but "
            f"got weight tensor of shape: {list(weight.array.shape)}"
        )
    if weight.dtype is not input.dtype:
        raise RuntimeError(
            f"expected scalar type {input.dtype.title} but found {weight.dtype.title}"
        )


def row_weights(input: Tensor, target: Tensor, weight: Any, ignore_index: int) -> Any:
    """The weight of each target, 0 where it is to be ignored, and the targets to look up."""
    classes = input.array.shape[0 if input.array.ndim == 1 else 1]
    labels = target.array.astype("i8")
    is_counted = labels != ignore_index
    wrong = labels[is_counted & ((labels < 0) | (labels >= classes))]
    if wrong.size:
        raise IndexError(f"Target {wrong.flat[0]} is out of bounds.")
    labels = np.where(is_counted, labels, 0)
    if weight is None:
        return is_counted.astype(input.dtype.compute), labels
    check_weight(input, weight, classes)
    return weight.array[labels] * is_counted, labels


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    size_average: None = None,
    ignore_index: int = -100,
    reduce: None = None,
    reduction: str = "mean",
) -> Tensor:
    """The negative log-probability of each target; the mean is weighted.

    `input` has the classes in its second dimension, `target` has the same shape without it.
    """
    if size_average is not None or reduce is not None:
        refuse("the arguments size_average and reduce, which reduction replaces,")
    if input.array.ndim == 0:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    check_target(input, target)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    weights, labels = row_weights(input, target, weight, ignore_index)
    dim, dtype = (0, input.dtype) if input.array.ndim == 1 else (1, input.dtype)
    index = labels if labels.ndim == input.array.ndim else np.expand_dims(labels, dim)
    grid = places(input, dim, wrap(index, int64))
    with np.errstate(all="ignore"):
        picked = input.array.astype(dtype.compute)[grid].reshape(labels.shape)
        losses = np.where(weights == 0, dtype.compute.type(0), -weights * picked)
        total = weights.sum(dtype=dtype.compute)
        if reduction == "none":
            array, share = losses, weights
        elif reduction == "sum":
            array, share = losses.sum(dtype=dtype.compute), weights
        else:
            array = losses.sum(dtype=dtype.compute) / total
            share = np.where(weights == 0, dtype.compute.type(0), weights / total)
    shape = input.array.shape

    def rule(g: Tensor) -> Any:
        return spread(-g * wrap(share, dtype), grid, index.shape, shape)

    label = "NllLossBackward0" if len(shape) <= 2 else "NllLoss2DBackward0"
    array = rounded(np.asarray(array), dtype)
    return record(array, dtype, label, (input, rule, input, target))


def spread(values: Tensor, grid: Any, picked: tuple[int, ...], shape: tuple[int, ...]) -> Tensor:
    """Zeros of a shape with the values at the places that each target picks."""
    array = np.zeros(shape, values.array.dtype)
    array[grid] = values.array.reshape(picked)
    back = values.array.shape

    def rule(g: Tensor) -> Any:
        taken = record(g.array[grid], g.dtype, "GatherBackward0", (g, lambda h: spread(h, grid, picked, shape)))
        return taken.reshape(back)

    return record(array, values.dtype, "NllLossBackwardBackward0", (values, rule))


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    size_average: None = None,
    ignore_index: int = -100,
    reduce: None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """The cross-entropy of the softmax of logits with classes, or with probabilities.

    `input` has the classes in its second dimension (in its only one, if there is one);
    probabilities have the shape of `input`, classes have it without that dimension.
    """
    check_tensors("cross_entropy_loss", input=input, target=target)
    if weight is not None and not isinstance(weight, Tensor):
        bad_argument("cross_entropy_loss", "weight", 3, "Tensor", weight)
    if not 0 <= label_smoothing <= 1:
        raise RuntimeError(
            f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}"
        )
    dim = 0 if input.array.ndim == 1 else 1
    if input.array.shape == target.array.shape:
        return soft_cross_entropy(input, target, weight, ignore_index, reduction, label_smoothing)
    log_probability = input.log_softmax(dim)
    options: dict[str, Any] = {"weight": weight, "ignore_index": ignore_index}
    loss = nll_loss(log_probability, target, reduction=reduction, **options)
    if label_smoothing == 0:
        return loss
    classes = input.array.shape[dim]
    weights, _ = row_weights(input, target, weight, ignore_index)
    ignored = wrap(target.array == ignore_index, bool_)
    uniform = -weighted(log_probability, weight, dim).sum(dim).masked_fill(ignored, 0)
    if reduction == "mean":
        uniform = uniform.sum() / float(weights.sum())
    else:
        uniform = reduced(uniform, reduction)
    return loss * (1 - label_smoothing) + uniform * (label_smoothing / classes)


def soft_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Any,
    ignore_index: int,
    reduction: str,
    label_smoothing: float,
) -> Any:
    """The cross-entropy of the softmax of logits with probabilities of the same shape."""
    if target.dtype.category != FLOAT:
        raise RuntimeError(
            "Expected floating point type for target with class probabilities, got "
            f"{target.dtype.title}"
        )
    if ignore_index >= 0:
        raise RuntimeError("ignore_index is not supported for floating point target")
    dim = 0 if input.array.ndim == 1 else 1
    classes = input.array.shape[dimension(input, dim)]
    if label_smoothing > 0:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    log_probability = input.log_softmax(dim)
    losses = -(weighted(log_probability, weight, dim) * target).sum(dim)
    if reduction == "mean":
        return losses.sum() / max(losses.numel(), 1)
    return reduced(losses, reduction)


def weighted(values: Any, weight: Any, dim: int) -> Any:
    """The values times the weight of their class."""
    if weight is None:
        return values
    return values * weight.reshape([-1 if i == dim else 1 for i in range(values.ndim)])


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """For each class a row with 1 in its column."""
    if tensor.dtype is not int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    labels = tensor.array
    if (labels < 0).any():
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        if labels.size == 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        num_classes = int(labels.max()) + 1
    if (labels >= num_classes).any():
        raise RuntimeError("Class values must be smaller than num_classes.")
    return wrap(np.eye(num_classes, dtype="i8")[labels], int64)


# Probabilities of yes and no


def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    size_average: None = None,
    reduce: None = None,
    reduction: str = "mean",
) -> Any:
    """The cross-entropy of probabilities; logarithms are at least -100."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if target.array.shape != input.array.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({input.shape}) is deprecated. Please ensure they have the same size."
        )
    if target.dtype is not input.dtype:
        raise RuntimeError(
            f"Found dtype {target.dtype.title} but expected {input.dtype.title}"
        )
    p, y = input.array, target.array
    if not ((p >= 0) & (p <= 1)).all():
        raise RuntimeError("all elements of input should be between 0 and 1")
    with np.errstate(all="ignore"):
        limit = p.dtype.type(-100)
        array = (y - 1) * np.maximum(np.log1p(-p), limit) - y * np.maximum(np.log(p), limit)

    def rule(g: Tensor) -> Any:
        return g * (input - target) / ((1 - input) * input).clamp(min=1e-12)

    def of_target(g: Tensor) -> Any:
        return g * ((1 - input).log().clamp(min=-100) - input.log().clamp(min=-100))

    inputs = (input, rule, input, target), (target, of_target, input)
    losses: Any = record(rounded(array, input.dtype), input.dtype, "BinaryCrossEntropyBackward0", *inputs)
    return reduced(losses if weight is None else losses * weight, reduction)


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Any = None,
    size_average: None = None,
    reduce: None = None,
    reduction: str = "mean",
    pos_weight: Any = None,
) -> Any:
    """The cross-entropy of the sigmoid of logits."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if target.array.shape != input.array.shape:
        raise ValueError(
            f"Target size ({target.shape}) must be the same as input size ({input.shape})"
        )
    if target.dtype.category != FLOAT:
        raise RuntimeError(
            f"result type {input.dtype.title} can't be cast to the desired output type "
            f"{target.dtype.title}"
        )
    certainty = logsigmoid(input)
    if pos_weight is not None:
        certainty = ((pos_weight - 1) * target + 1) * certainty
    losses = (1 - target) * input - certainty
    return reduced(losses if weight is None else losses * weight, reduction)


def logsigmoid(input: Tensor) -> Any:
    """The logarithm of the sigmoid: min(x, 0) - ln(1 + e^-|x|)."""
    x = input.array
    with np.errstate(all="ignore"):
        array = np.minimum(x, x.dtype.type(0)) - np.log1p(np.exp(-np.abs(x)))
    rule = (input, lambda g: g * (-input).sigmoid(), input)
    return record(rounded(array, input.dtype), input.dtype, "LogSigmoidBackward0", rule)


def softplus(input: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Any:
    """ln(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold."""
    x = input.array * input.array.dtype.type(beta)
    with np.errstate(all="ignore"):
        array = np.where(x > threshold, input.array, np.log1p(np.exp(x)) / x.dtype.type(beta))
    rule = (input, lambda g: g * (input * beta).sigmoid(), input)
    return record(rounded(array, input.dtype), input.dtype, "SoftplusBackward0", rule)


# Other losses, and the linear map


def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: None = None,
    reduce: None = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Any:
    """The divergence of log-probabilities from probabilities, element by element."""
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = target.xlogy(target) - target * input
    if reduction == "batchmean":
        return losses.sum() / losses.shape[0]
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support "
            "size.'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
            "major release.",
            stacklevel=2,
        )
    return reduced(losses, reduction)


def mse_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    """The squared differences."""
    warn_of_broadcasting(input, target)
    return reduced((input - target) ** 2, reduction)  # type: ignore[operator]


def l1_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    """The absolute differences."""
    warn_of_broadcasting(input, target)
    return reduced((input - target).abs(), reduction)  # type: ignore[operator]


def warn_of_broadcasting(input: Tensor, target: Tensor) -> None:
    """Warn, as PyTorch does, of shapes that are not the same."""
    if target.array.shape != input.array.shape:
        warnings.warn(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({input.shape}). This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size.",
            stacklevel=3,
        )


def linear(input: Tensor, weight: Tensor, bias: Any = None) -> Any:
    """x W' + b: the last dimension of `input` are the features, the rows of `weight` outputs."""
    check_tensors("linear", input=input, weight=weight)
    if input.dtype is not weight.dtype:
        raise RuntimeError(
            f"mat1 and mat2 must have the same dtype, but got {input.dtype.title} and "
            f"{weight.dtype.title}"
        )
    shape, (outputs, features) = input.array.shape, weight.array.shape
    if shape[-1] != features:
        rows = input.array.size // shape[-1]
        raise RuntimeError(
            "mat1 and mat2 shapes cannot be multiplied "
            f"({rows}x{shape[-1]} and {features}x{outputs})"
        )
    product = input.matmul(weight.t())
    if bias is None:
        return product
    if bias.array.shape[-1] not in (1, outputs):
        bias.expand(product.array.shape)  # raises, in PyTorch's words
    result = product + bias
    if result.grad_fn is not None:
        result.grad_fn.label = "AddmmBackward0" if len(shape) == 2 else "ViewBackward0"
    return result


_ = save_output
