import torch


# --8<-- [start:stub]
def logsumexp(z):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def logsumexp(z):
    largest = z.amax(dim=-1, keepdim=True)
    shift = torch.where(largest == -torch.inf, 0, largest).detach()
    return shift.squeeze(-1) + (z - shift).exp().sum(dim=-1).log()


# --8<-- [end:solution]
