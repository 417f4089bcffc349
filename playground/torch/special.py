"""torch.special: functions of mathematics by their own names."""

from .operations import FUNCTIONS
from .refusal import absent

__getattr__ = absent("torch.special", globals())
for _name in ("erf", "exp2", "expm1", "log1p", "xlogy", "logsumexp", "softmax", "log_softmax"):
    globals()[_name] = FUNCTIONS[_name]
entr = FUNCTIONS["special_entr"]
