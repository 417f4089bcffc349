import math

import torch
import torch.nn.functional as F


# --8<-- [start:stub]
def fit_temperature(logits, target):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def fit_temperature(logits, target):
    inverse = torch.linspace(math.log(0.1), math.log(10), 1000).exp()
    costs = [F.cross_entropy(b * logits, target) for b in inverse]
    return 1 / inverse[torch.stack(costs).argmin()]


# --8<-- [end:solution]
