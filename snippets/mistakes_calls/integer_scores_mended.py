import torch
import torch.nn.functional as F

scores = torch.tensor([[1, 2, 3], [3, 1, 0]]).float()
target = torch.tensor([2, 0])

loss = F.cross_entropy(scores, target)
print("scores:", scores.dtype)
print(f"loss: {loss:.4f}")
