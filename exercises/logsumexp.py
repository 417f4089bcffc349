import torch


# --8<-- [start:stub]
def logsumexp(z):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def logsumexp(z):
    largest = z.amax(dim=-1, keepdim=True)
    shift = torch.where(largest == -torch.inf, 0, largest).detach()
    total = (z - shift).exp().sum(dim=-1)
    log_total = torch.where(total > 0, total, 1).log()
    return torch.where(total > 0, shift.squeeze(-1) + log_total, -torch.inf)


# --8<-- [end:solution]
