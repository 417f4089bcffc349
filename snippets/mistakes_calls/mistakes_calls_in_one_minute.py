import torch
import torch.nn.functional as F

logits, target = torch.zeros(8, 3), torch.zeros(8, dtype=torch.int64)
print(type(logits).__name__, logits.dtype, tuple(logits.shape))
print(type(target).__name__, target.dtype, tuple(target.shape))
print(f"loss: {F.cross_entropy(logits, target):.4f}")
