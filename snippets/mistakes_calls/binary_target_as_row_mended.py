import torch
import torch.nn.functional as F

logits = torch.tensor([[1.3], [-2.0]]).squeeze(dim=1)
target = torch.tensor([1.0, 0.0])

loss = F.binary_cross_entropy_with_logits(logits, target)
print("logits:", tuple(logits.shape), "target:", tuple(target.shape))
print(f"loss: {loss:.4f}")
