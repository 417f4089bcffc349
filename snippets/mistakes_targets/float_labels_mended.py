import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([2.0, 0.0]).long()

loss = F.cross_entropy(logits, target)
print("target:", target.dtype)
print(f"loss: {loss:.4f}")
