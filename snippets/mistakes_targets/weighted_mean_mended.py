import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([0, 1])
weight = torch.tensor([1.0, 10.0, 1.0])

total = F.cross_entropy(logits, target, weight, reduction="sum")
loss_per_row = total / len(target)
loss_per_weight = total / weight[target].sum()
print(f"divided by the rows:    {loss_per_row:.4f}")
print(f"divided by the weights: {loss_per_weight:.4f}")
