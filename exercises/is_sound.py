import math

import torch
import torch.nn.functional as F


# --8<-- [start:stub]
def is_sound(loss, classes):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def is_sound(loss, classes):
    target = torch.arange(2 * classes) % classes
    unsure = loss(torch.zeros(len(target), classes), target)
    sure = loss(50.0 * F.one_hot(target, classes), target)
    answers = torch.stack([unsure, sure])
    wanted = torch.tensor([math.log(classes), 0.0])
    return torch.allclose(answers, wanted, atol=1e-4)


# --8<-- [end:solution]
