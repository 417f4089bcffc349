"""torch.special: functions of mathematics by their own names."""

from .operations import FUNCTIONS

for _name in ("erf", "exp2", "log1p", "xlogy", "logsumexp", "softmax", "log_softmax"):
    globals()[_name] = FUNCTIONS[_name]
entr = FUNCTIONS["special_entr"]
