"""torch.optim: optimizers."""

from ..refusal import absent
from .lbfgs import LBFGS
from .optimizer import SGD, Adam, AdamW, Optimizer

__getattr__ = absent("torch.optim")
__all__ = ["LBFGS", "SGD", "Adam", "AdamW", "Optimizer"]
