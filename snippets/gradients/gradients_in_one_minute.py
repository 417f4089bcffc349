import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 1.0, 0.1]], requires_grad=True)
F.cross_entropy(logits, torch.tensor([0])).backward()
print(logits.softmax(dim=1).detach())
print(logits.grad)
