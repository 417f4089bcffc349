import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([[2], [0]])

print("logits:", tuple(logits.shape), "target:", tuple(target.shape))
loss = F.cross_entropy(logits, target)  # raises RuntimeError
