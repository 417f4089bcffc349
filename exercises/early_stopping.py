# --8<-- [start:stub]
def early_stopping(costs, patience):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def early_stopping(costs, patience):
    best = 0
    for epoch, cost in enumerate(costs):
        if cost < costs[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best


# --8<-- [end:solution]
