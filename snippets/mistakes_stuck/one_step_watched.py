import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

weight = torch.zeros(3, 4, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.05)

before = weight.detach().clone()
loss = F.cross_entropy(F.linear(x, weight), target)
print("the loss has a graph:", loss.requires_grad)
loss.backward()
optimizer.step()
arrived = weight.grad is not None and weight.grad.any().item()
print("the gradient is not zero:", arrived)
print("the weight moved:", (weight != before).any().item())
after = F.cross_entropy(F.linear(x, weight), target)
print(f"the loss fell: {loss:.4f} -> {after:.4f}")
