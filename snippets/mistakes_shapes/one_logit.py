import torch
import torch.nn.functional as F

logits = torch.tensor([[1.3], [-2.0]], requires_grad=True)
target = torch.tensor([[1.0], [0.0]])

loss = F.cross_entropy(logits, target)
loss.backward()
print("loss is zero:", loss.item() == 0)
print("gradient is zero:", not logits.grad.any().item())

labels = torch.tensor([1, 0])
F.cross_entropy(logits, labels)  # raises IndexError
