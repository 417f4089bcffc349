import torch
import torch.nn.functional as F


# --8<-- [start:stub]
def binary_loss(z, target):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def binary_loss(z, target):
    logits = torch.stack([torch.zeros_like(z), z], dim=1)
    return F.cross_entropy(logits, target)


# --8<-- [end:solution]
