import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
weight = torch.zeros(3, 4, requires_grad=True)
bias = torch.zeros(3, requires_grad=True)
optimizer = torch.optim.SGD([weight, bias], lr=0.05)

for _ in range(1000):
    loss = F.cross_entropy(F.linear(x, weight, bias), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
p = F.linear(x, weight, bias).softmax(dim=1)
print(f"loss: {loss:.4f}")
print("targets:", target.tolist())
print("answers:", p.argmax(dim=1).tolist())
