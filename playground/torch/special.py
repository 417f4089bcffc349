"""torch.special: functions of mathematics by their own names."""

from .elementwise import entr
from .operations import FUNCTIONS
from .refusal import absent

__all__ = ["entr"]
__getattr__ = absent("torch.special", globals())
globals().update(
    {name: FUNCTIONS[name] for name in ("erf", "expm1", "log1p", "xlogy", "logsumexp", "softmax")}
)
