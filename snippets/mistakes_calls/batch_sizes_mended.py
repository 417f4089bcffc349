import torch
import torch.nn.functional as F

torch.manual_seed(0)
scores = torch.randn(8, 4, 3)
target = torch.randint(3, (8, 4))

rows = scores.flatten(0, 1)
print("rows:", tuple(rows.shape), "targets:", tuple(target.flatten().shape))
loss = F.cross_entropy(rows, target.flatten())
print(f"loss: {loss:.4f}")
