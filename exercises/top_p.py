import torch


# --8<-- [start:stub]
def top_p(z, p):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def top_p(z, p):
    falling, order = torch.softmax(z, dim=1).sort(dim=1, descending=True)
    before = falling.cumsum(dim=1) - falling
    kept = falling * (before < p)
    shares = kept / kept.sum(dim=1, keepdim=True)
    return shares.gather(1, order.argsort(dim=1))


# --8<-- [end:solution]
