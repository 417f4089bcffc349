import torch


# --8<-- [start:stub]
def safe_rate(x):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def safe_rate(x):
    with_ones = torch.cat([x, torch.ones(len(x), 1)], dim=1)
    squares = with_ones.T @ with_ones / len(x)
    return 4 / torch.linalg.eigvalsh(squares)[-1]


# --8<-- [end:solution]
