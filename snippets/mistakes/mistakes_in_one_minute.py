import math

import torch
import torch.nn.functional as F

logits, target = torch.zeros(8, 3), torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
print(logits.shape, logits.dtype)
print(target.shape, target.dtype, target.min().item(), target.max().item())
print(f"{F.cross_entropy(logits, target):.4f} {math.log(3):.4f}")
