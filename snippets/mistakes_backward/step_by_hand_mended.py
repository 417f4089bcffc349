import torch
import torch.nn.functional as F

x = torch.tensor([[1.0, 2.0], [2.0, 0.0]])
target = torch.tensor([2, 0])
weight = torch.zeros(3, 2, requires_grad=True)
other = torch.zeros(3, 2, requires_grad=True)
optimizer = torch.optim.SGD([other], lr=0.1)

for _ in range(10):
    F.cross_entropy(x @ weight.T, target).backward()
    with torch.no_grad():
        weight -= 0.1 * weight.grad
    weight.grad = None

    optimizer.zero_grad()
    F.cross_entropy(x @ other.T, target).backward()
    optimizer.step()

for name, w in ("by hand", weight), ("by SGD", other):
    print(f"{name:7} {F.cross_entropy(x @ w.T, target):.4f}")
