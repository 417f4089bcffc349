import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
target = torch.tensor([2, 0])

loss = F.cross_entropy(logits, target)
loss.backward()
print(f"loss: {loss:.4f}")
print("gradient arrives:", logits.grad.any().item())
print("predicted:", logits.argmax(dim=1).tolist())
