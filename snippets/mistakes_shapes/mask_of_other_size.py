import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(1, 3, 2, 2)
mask = torch.tensor([[0, 0, 0, 2]]).expand(1, 4, 4)

print("logits:", tuple(logits.shape), "mask:", tuple(mask.shape))
loss = F.cross_entropy(logits, mask)  # raises RuntimeError
