import torch


# --8<-- [start:stub]
def cross_entropy(logits, target):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def cross_entropy(logits, target):
    log_p = logits - logits.logsumexp(dim=1, keepdim=True)
    return -log_p[torch.arange(len(target)), target].mean()


# --8<-- [end:solution]
