import torch
import torch.nn.functional as F

logits = torch.tensor([1.3, -2.0])
target = torch.tensor([1, 0]).float()

loss = F.binary_cross_entropy_with_logits(logits, target)
print(f"loss: {loss:.4f}")
