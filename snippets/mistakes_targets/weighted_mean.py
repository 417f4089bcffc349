import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([0, 1])
weight = torch.tensor([1.0, 10.0, 1.0])

loss = F.cross_entropy(logits, target, weight)
row_losses = F.cross_entropy(logits, target, weight, reduction="none")
print(f"loss: {loss:.4f}, mean of the rows: {row_losses.mean():.4f}")

one_hot = F.one_hot(target, 3).float()
as_rows = F.cross_entropy(logits, one_hot, weight)
print(f"the same targets, one-hot: {as_rows:.4f}")
for name, y in ("class numbers", target), ("one-hot", one_hot):
    smooth = F.cross_entropy(logits, y, weight, label_smoothing=0.1)
    print(f"label smoothing 0.1, {name}: {smooth:.4f}")

one_row = F.cross_entropy(logits[1:], target[1:], weight)
unweighted = F.cross_entropy(logits[1:], target[1:])
print(f"one row, weight 10: {one_row:.4f}, weight 1: {unweighted:.4f}")
