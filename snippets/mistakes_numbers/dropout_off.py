import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Dropout(0.5), nn.Linear(4, 3)).eval()
x, target = torch.ones(2, 4), torch.tensor([2, 0])

losses = [F.cross_entropy(model(x), target).item() for _ in range(3)]
alone = F.cross_entropy(model[1](x), target)
print("the same rows, three times:", [f"{loss:.4f}" for loss in losses])
print(f"the linear layer alone: {alone:.4f}")
