import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Dropout(0.5), nn.Linear(4, 3))
x, target = torch.ones(2, 4), torch.tensor([2, 0])

losses = [F.cross_entropy(model(x), target).item() for _ in range(3)]
print("the same rows, three times:", [f"{loss:.4f}" for loss in losses])
