import torch


# --8<-- [start:stub]
def causal_mask(queries, keys):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def causal_mask(queries, keys):
    return torch.ones(queries, keys).tril(diagonal=keys - queries).bool()


# --8<-- [end:solution]
