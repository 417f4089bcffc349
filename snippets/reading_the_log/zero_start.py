import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])


def train(bias):
    weight = torch.zeros(4, 3, requires_grad=True)
    optimizer = torch.optim.SGD([weight, bias], lr=0.1)
    costs = []
    for _ in range(1001):
        cost = F.cross_entropy(x @ weight + bias, target)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs


one_a_class = torch.zeros(3, requires_grad=True)
shared = torch.zeros(1, requires_grad=True)
for name, bias in {
    "one bias a class": one_a_class,
    "one bias": shared,
}.items():
    costs = train(bias)
    for epoch in [0, 100, 1000]:
        print(f"{name}, epoch {epoch:4d}: {costs[epoch]:.6f}")
print("the one bias is still 0:", abs(shared.item()) < 1e-6)
