import torch
from torch import nn

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([2, 0])

nn.CrossEntropyLoss(logits, target)  # raises RuntimeError
