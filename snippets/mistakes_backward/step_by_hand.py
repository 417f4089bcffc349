import torch
import torch.nn.functional as F

x = torch.tensor([[1.0, 2.0], [2.0, 0.0]])
target = torch.tensor([2, 0])
weight = torch.zeros(3, 2, requires_grad=True)

loss = F.cross_entropy(x @ weight.T, target)
loss.backward()
print(f"loss: {loss:.4f}")
weight -= 0.1 * weight.grad  # raises RuntimeError
