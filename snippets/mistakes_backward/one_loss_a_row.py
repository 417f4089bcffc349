import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
target = torch.tensor([2, 0])

losses = F.cross_entropy(logits, target, reduction="none")
print("losses:", tuple(losses.shape))
losses.backward()  # raises RuntimeError
