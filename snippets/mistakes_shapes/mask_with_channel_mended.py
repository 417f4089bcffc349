import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(2, 3, 4, 4)
mask = torch.randint(3, (2, 1, 4, 4)).squeeze(dim=1)

loss = F.cross_entropy(logits, mask)
print("logits:", tuple(logits.shape), "mask:", tuple(mask.shape))
print(f"loss: {loss:.4f}")
