import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 1.0, 0.1], [0.0, 0.0, 3.0]])
numbers = torch.tensor([0, 2])
shares = F.one_hot(numbers, num_classes=3).float()
print(numbers.shape, numbers.dtype, F.cross_entropy(logits, numbers))
print(shares.shape, shares.dtype, F.cross_entropy(logits, shares))
