import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([2, 0])
weight = torch.bincount(target).max() / torch.bincount(target)[:2]

print("classes:", logits.shape[1], "weights:", len(weight))
F.cross_entropy(logits, target, weight)  # raises RuntimeError
