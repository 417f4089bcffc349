import torch


# --8<-- [start:stub]
def attend(q, k, v, mask):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def attend(q, k, v, mask):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    empty = ~mask.any(dim=-1, keepdim=True)
    scores = scores.masked_fill(~(mask | empty), -torch.inf)
    return (scores.softmax(dim=-1) @ v).masked_fill(empty, 0)


# --8<-- [end:solution]
