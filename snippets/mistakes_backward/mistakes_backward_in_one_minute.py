import torch
import torch.nn.functional as F

logits = torch.zeros(8, 3, requires_grad=True)
loss = F.cross_entropy(logits, torch.zeros(8, dtype=torch.int64))
print("one number:", loss.dim() == 0, "with a graph:", loss.requires_grad)
loss.backward()
print("gradient arrives:", logits.grad.any().item())
