import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([2, 0])
counts = torch.bincount(target, minlength=logits.shape[1])
weight = counts.max() / counts.clamp(min=1)

loss = F.cross_entropy(logits, target, weight)
print("classes:", logits.shape[1], "weights:", len(weight))
print(f"loss: {loss:.4f}")
