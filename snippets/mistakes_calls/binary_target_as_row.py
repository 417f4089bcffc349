import torch
import torch.nn.functional as F

logits = torch.tensor([[1.3], [-2.0]])
target = torch.tensor([1.0, 0.0])

F.binary_cross_entropy_with_logits(logits, target)  # raises ValueError
