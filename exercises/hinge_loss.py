# --8<-- [start:stub]
def hinge_loss(logits, target):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def hinge_loss(logits, target):
    true = logits.gather(1, target[:, None])
    short = (1 - true + logits).clamp(min=0)
    return (short.sum(dim=1) - 1).mean()


# --8<-- [end:solution]
