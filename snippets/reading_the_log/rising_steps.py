import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float64)
x = torch.cat([x, torch.ones(8, 1)], dim=1)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
one_hot = F.one_hot(target)

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
start = torch.cat([linear.weight, linear.bias[:, None]], dim=1)
start = start.detach().double()

rates = torch.arange(0.02, 0.1605, 0.002, dtype=torch.float64)
parameters = start.expand(len(rates), 3, 5)
costs = []
for _ in range(1001):
    log_probability = (x @ parameters.mT).log_softmax(dim=2)
    costs.append(-(log_probability * one_hot).sum(dim=2).mean(dim=1))
    gradient = (log_probability.exp() - one_hot).mT @ x / 8
    parameters = parameters - rates[:, None, None] * gradient
rising = (torch.stack(costs).diff(dim=0) > 0).sum(dim=0)

bound = 4 / torch.linalg.eigvalsh(x.T @ x / 8)[-1]
first = rates[rising > 0][0]
print(f"bound {bound:.4f}, first rate with a rising step {first:.3f}")

fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
ax.plot(rates, rising, ".-", color="C0")
ax.axvline(bound, color="C2")
ax.text(bound - 0.002, 330, "sure below\nthis rate", color="C2", ha="right")
at = (rates - 0.1).abs().argmin()
ax.plot(0.1, rising[at], "o", color="C1")
ax.text(0.104, 430, "this log", color="C1")
ax.set(xlabel="learning rate", ylabel="rising steps of 1000")
ax.set(xticks=[0.02, 0.06, 0.1, 0.14], yticks=[0, 250, 500], ylim=(-15, 540))
ax.spines[["top", "right"]].set_visible(False)
plt.show()
