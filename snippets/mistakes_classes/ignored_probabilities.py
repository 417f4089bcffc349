import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([[0.0, 0.1, 0.9], [0.0, 0.0, 0.0]])

F.cross_entropy(logits, target, ignore_index=0)  # raises RuntimeError
