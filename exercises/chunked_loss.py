import torch.nn.functional as F


# --8<-- [start:stub]
def chunked_loss(hidden, weight, target, rows):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def chunked_loss(hidden, weight, target, rows):
    total = 0.0
    for h, y in zip(hidden.split(rows), target.split(rows), strict=True):
        total += F.cross_entropy(h @ weight.T, y, reduction="sum")
    return total / len(target)


# --8<-- [end:solution]
