import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([[0.0, 0.1, 0.9], [0.0, 0.0, 0.0]])

counts = target.sum(dim=1) > 0
loss = F.cross_entropy(logits[counts], target[counts])
rows = F.cross_entropy(logits, target)
print(f"the row that counts: {loss:.4f}")
print(f"mean of both rows:   {rows:.4f}")
