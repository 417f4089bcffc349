import torch
import torch.nn.functional as F
from torch import nn

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([2, 0])

criterion = nn.CrossEntropyLoss()
print(f"made, then called: {criterion(logits, target):.4f}")
print(f"as a function:     {F.cross_entropy(logits, target):.4f}")
