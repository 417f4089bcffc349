import torch
import torch.nn.functional as F

probability = torch.tensor([1.3, -2.0]).sigmoid()
target = torch.tensor([1, 0])

F.binary_cross_entropy(probability, target)  # raises RuntimeError
