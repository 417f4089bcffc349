import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

rows = [
    [1, 2, 1, 1],
    [2, 1, 3, 2],
    [3, 1, 3, 4],
    [4, 1, 5, 5],
    [1, 7, 5, 5],
    [1, 2, 5, 6],
    [1, 6, 6, 6],
    [1, 7, 7, 7],
]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

torch.manual_seed(1)
torch.rand(283)
model = nn.Linear(4, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

costs = []
for _ in range(1001):
    cost = F.cross_entropy(model(x), target)
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()
    costs.append(cost.item())

fig, ax = plt.subplots(layout="constrained")
ax.semilogy(costs, color="C0", linewidth=0.8)
ax.semilogy(range(0, 1001, 100), costs[::100], "o", color="C1")
ax.text(330, 0.62, "the eleven printed costs", color="C1")
ax.text(100, 0.31, "the cost of every epoch", color="C0")
ax.set(xlabel="epoch", ylabel="cost (log scale)")
ax.set_yticks([0.25, 0.5, 1, 2, 3], ["0.25", "0.5", "1", "2", "3"])
ax.minorticks_off()
plt.show()
