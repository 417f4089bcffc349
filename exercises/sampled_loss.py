import torch


# --8<-- [start:stub]
def sampled_loss(true, drawn, q):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def sampled_loss(true, drawn, q):
    corrected = drawn - (drawn.shape[1] * q).log()
    scores = torch.cat([true[:, None], corrected], dim=1)
    return (scores.logsumexp(dim=1) - true).mean()


# --8<-- [end:solution]
