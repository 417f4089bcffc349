import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
one_hot = F.one_hot(target, 3).float()

weight = torch.zeros(4, 3, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([weight, bias], lr=0.1)
true_costs = []
for epoch in range(1001):
    logits = x @ weight + bias
    hypothesis = F.softmax(logits, dim=1)
    cost = (one_hot * -torch.log(F.softmax(hypothesis, dim=1))).sum(1).mean()
    true_costs.append(F.cross_entropy(logits, target).item())
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()
    if epoch in (0, 100, 500, 1000):
        print(f"epoch {epoch:4d}  cost {cost:.6f}  true {true_costs[-1]:.4f}")
least = min(true_costs)
print(f"lowest true cost {least:.4f}, at epoch {true_costs.index(least)}")
