"""torch.special: functions of mathematics by their own names."""

from .operations import FUNCTIONS
from .refusal import absent

__getattr__ = absent("torch.special")

entr = FUNCTIONS.pop("entr")  # PyTorch has it here only
erf = FUNCTIONS["erf"]
exp2, expm1, log1p = FUNCTIONS["exp2"], FUNCTIONS["expm1"], FUNCTIONS["log1p"]
expit = FUNCTIONS["sigmoid"]
xlogy = FUNCTIONS["xlogy"]
logsumexp = FUNCTIONS["logsumexp"]
softmax, log_softmax = FUNCTIONS["softmax"], FUNCTIONS["log_softmax"]
