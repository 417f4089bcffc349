import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([0, 1])
weight = torch.tensor([1.0, 10.0, 1.0])

loss = F.cross_entropy(logits, target, weight)
row_losses = F.cross_entropy(logits, target, weight, reduction="none")
print(f"loss: {loss:.4f}, mean of the rows: {row_losses.mean():.4f}")

one_row = F.cross_entropy(logits[1:], target[1:], weight)
unweighted = F.cross_entropy(logits[1:], target[1:])
print(f"one row, weight 10: {one_row:.4f}, weight 1: {unweighted:.4f}")
