import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([2.0, 0.0])

print("target:", target.dtype)
loss = F.cross_entropy(logits, target)  # raises RuntimeError
