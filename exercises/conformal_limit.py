import math

import torch


# --8<-- [start:stub]
def conformal_limit(probability, target, alpha):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def conformal_limit(probability, target, alpha):
    n = len(target)
    place = math.ceil((n + 1) * (1 - alpha))
    if place > n:
        return torch.ones(())
    doubt = 1 - probability[torch.arange(n), target]
    return doubt.sort().values[place - 1]


# --8<-- [end:solution]
