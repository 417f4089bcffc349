import math

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


def first_cost(linear):
    return F.cross_entropy(linear(x), target).item()


torch.manual_seed(1)
torch.rand(283)
this_log = first_cost(nn.Linear(4, 3))
zero_weights = F.cross_entropy(torch.zeros(8, 3), target).item()
costs = torch.tensor([first_cost(nn.Linear(4, 3)) for _ in range(1000)])

print(f"this log       {this_log:.6f}")
print(f"zero weights   {zero_weights:.6f}")
print(f"ln 3           {math.log(3):.6f}")
print(f"random starts  {costs.min():.2f} to {costs.max():.2f}")
print(f"their median   {costs.median():.2f}")
print(f"above ln 3     {int((costs > math.log(3)).sum())} of 1000")

fig, ax = plt.subplots(layout="constrained")
ax.hist(costs, bins=37, color="C0", alpha=0.5)
for cost, name in (zero_weights, "ln 3"), (this_log, "this log"):
    ax.axvline(cost, color="C1")
    ax.text(cost + 0.1, 118, name, color="C1")
ax.set(xlabel="cost before the first step", ylabel="starts", ylim=(0, 125))
plt.show()
