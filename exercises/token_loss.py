import torch.nn.functional as F


# --8<-- [start:stub]
def token_loss(scores, target):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def token_loss(scores, target):
    return F.cross_entropy(scores.transpose(1, 2), target)


# --8<-- [end:solution]
