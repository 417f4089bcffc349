import math

import torch
import torch.nn.functional as F

target = torch.tensor([2])
for scale in (1, 5, 50):
    logits = scale * torch.tensor([[1.0, 2.0, 3.0]])
    loss = F.cross_entropy(logits.softmax(dim=1), target)
    right = F.cross_entropy(logits, target)
    print(f"scale {scale:2d}: reported {loss:.4f}, true {right:.4f}")
print(f"floor ln(1 + 2/e): {math.log(1 + 2 / math.e):.4f}")
