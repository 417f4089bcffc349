import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(2, 3, 3)
target = torch.randint(3, (2, 3))

loss = F.cross_entropy(logits.transpose(1, 2), target)
flat_loss = F.cross_entropy(logits.flatten(0, 1), target.flatten())
print(f"classes moved to dim 1: {loss:.4f}")
print(f"one row a token:        {flat_loss:.4f}")
