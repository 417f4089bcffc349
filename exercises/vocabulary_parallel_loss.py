import torch


# --8<-- [start:stub]
def vocabulary_parallel_loss(logits, target, first, all_reduce):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def vocabulary_parallel_loss(logits, target, first, all_reduce):
    largest = all_reduce(logits.amax(dim=1), "max")
    total = all_reduce((logits - largest[:, None]).exp().sum(dim=1), "sum")
    hit = torch.arange(first, first + logits.shape[1]) == target[:, None]
    chosen = all_reduce(torch.where(hit, logits, 0).sum(dim=1), "sum")
    return (largest + total.log() - chosen).mean()


# --8<-- [end:solution]
