import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
mask = torch.tensor([2, 255])

print("shifted by the smallest:", (mask - mask.min()).tolist())
F.cross_entropy(logits, mask)  # raises IndexError
