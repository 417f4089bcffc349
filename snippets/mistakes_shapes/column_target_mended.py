import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([[2], [0]]).squeeze(dim=1)

loss = F.cross_entropy(logits, target)
print("logits:", tuple(logits.shape), "target:", tuple(target.shape))
print(f"loss: {loss:.4f}")
