import torch.nn.functional as F


# --8<-- [start:stub]
def gradients(x, weight, bias, target):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def gradients(x, weight, bias, target):
    p = (x @ weight.T + bias).softmax(dim=1)
    push = (p - F.one_hot(target, len(weight))) / len(x)
    return push.T @ x, push.sum(dim=0)


# --8<-- [end:solution]
