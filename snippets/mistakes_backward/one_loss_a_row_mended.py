import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
target = torch.tensor([2, 0])
row_weight = torch.tensor([1.0, 3.0])

losses = F.cross_entropy(logits, target, reduction="none")
loss = (row_weight * losses).sum() / row_weight.sum()
loss.backward()
print(f"loss: {loss:.4f}")
