import torch.nn.functional as F


# --8<-- [start:stub]
def weighted_loss(logits, target, weight):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def weighted_loss(logits, target, weight):
    counts = target != -100
    logits, target = logits[counts], target[counts]
    losses = F.cross_entropy(logits, target, reduction="none")
    row_weights = weight[target]
    return (row_weights * losses).sum() / row_weights.sum().clamp(min=1e-12)


# --8<-- [end:solution]
