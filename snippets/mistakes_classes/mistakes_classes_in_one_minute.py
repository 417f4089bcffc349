import torch

target, classes = torch.tensor([2, 0, 1, 2]), 3
print("labels:", target.unique().tolist())
print("in range:", ((target >= 0) & (target < classes)).all().item())
