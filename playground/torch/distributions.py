"""torch.distributions: the normal and the categorical distribution."""

import math
from typing import Any

from .autograd.graph import no_grad
from .creation import as_tensor
from .dtypes import finfo
from .errors import refuse
from .operations import FUNCTIONS
from .random import multinomial
from .tensor import Tensor


class Normal:
    """The normal distribution with a mean `loc` and a standard deviation `scale`."""

    def __init__(self, loc: Any, scale: Any) -> None:
        self.loc, self.scale = as_tensor(loc) * 1.0, as_tensor(scale) * 1.0
        if not (self.scale.array > 0).all():
            refuse("Normal() with a scale that is not positive, a mistake,")

    mean, stddev = property(lambda self: self.loc), property(lambda self: self.scale)
    variance = property(lambda self: self.scale.pow(2))

    def log_prob(self, value: Any) -> Any:
        """The logarithm of the density."""
        squares = (value - self.loc) ** 2 / (2 * self.variance)
        return -squares - self.scale.log() - math.log(math.sqrt(2 * math.pi))

    def cdf(self, value: Any) -> Any:
        """The probability of a smaller number."""
        return 0.5 * (1 + ((value - self.loc) * self.scale.reciprocal() / math.sqrt(2)).erf())

    def entropy(self) -> Any:
        """The expected surprise, in nats."""
        return 0.5 + 0.5 * math.log(2 * math.pi) + self.scale.log()

    def sample(self, sample_shape: Any = ()) -> Any:
        """Draws, without a gradient."""
        with no_grad():
            return FUNCTIONS["randn"](*sample_shape, *self.loc.shape) * self.scale + self.loc


class Categorical:
    """Classes with probabilities, given as such or as logits along the last dimension."""

    def __init__(self, probs: Any = None, logits: Any = None) -> None:
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            self.probs = probs / probs.sum(-1, keepdim=True)
            eps = finfo(probs.dtype).eps
            self.logits = self.probs.clamp(min=eps, max=1 - eps).log()
        else:
            self.logits = logits - logits.logsumexp(-1, keepdim=True)
            self.probs = self.logits.softmax(-1)

    def log_prob(self, value: Tensor) -> Any:
        """The logarithm of the probability of each class given."""
        if self.logits.ndim != 1:
            refuse("Categorical.log_prob() of several distributions")
        return self.logits[value.long()]

    def sample(self, sample_shape: Any = ()) -> Any:
        """Draws of the classes."""
        return multinomial(self.probs, math.prod(sample_shape), True).reshape(sample_shape)


def kl_divergence(p: Any, q: Any) -> Any:
    """The divergence of q from p, both normal: the expected surprise that q adds."""
    if not (isinstance(p, Normal) and isinstance(q, Normal)):
        refuse("kl_divergence() of distributions that are not Normal")
    ratio = (p.scale / q.scale).pow(2)
    return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())
