import torch.nn.functional as F


# --8<-- [start:stub]
def accumulate(model, optimizer, batches):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def accumulate(model, optimizer, batches):
    rows = sum(len(target) for _, target in batches)
    optimizer.zero_grad()
    cost = 0.0
    for x, target in batches:
        part = F.cross_entropy(model(x), target, reduction="sum") / rows
        part.backward()
        cost += part.item()
    optimizer.step()
    return cost


# --8<-- [end:solution]
