import torch
import torch.nn.functional as F

torch.manual_seed(0)
scores = torch.randn(8, 4, 3)
target = torch.randint(3, (8, 4))

rows = scores.view(8, -1)
print("rows:", tuple(rows.shape), "targets:", tuple(target.flatten().shape))
F.cross_entropy(rows, target.flatten())  # raises ValueError
