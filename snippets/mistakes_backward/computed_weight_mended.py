import torch
import torch.nn.functional as F

x = torch.tensor([[1.0, 2.0], [2.0, 0.0]])
target = torch.tensor([2, 0])

torch.manual_seed(0)
weight = (torch.randn(3, 2) * 0.01).requires_grad_()
print("a leaf:", weight.is_leaf)
optimizer = torch.optim.SGD([weight], lr=0.1)

F.cross_entropy(x @ weight.T, target).backward()
by_hand = weight.detach() - 0.1 * weight.grad
optimizer.step()
for name, w in ("by SGD", weight), ("by hand", by_hand):
    print(f"{name:7}", [round(v, 4) for v in w[2].tolist()])
