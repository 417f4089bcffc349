import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
optimizer = torch.optim.SGD(linear.parameters(), lr=0.1)
costs = []
for _ in range(1001):
    cost = F.cross_entropy(linear(x), target)
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()
    costs.append(cost.item())

for epoch in range(0, 1001, 100):
    print(f"Epoch : {epoch:4d}/1000 Cost : {costs[epoch]:.6f}")
for epoch in [1, 2, 99, 100, 101]:
    print(f"epoch {epoch:3d}  cost {costs[epoch]:.4f}")
rises = [e for e in range(1000) if costs[e + 1] > costs[e]]
print(f"{len(rises)} of 1000 steps raise the cost")
print(f"first after epoch {rises[0]}, last after epoch {rises[-1]}")
for n in 100, 99, 33:
    up = [b > a for a, b in zip(costs[::n], costs[n::n], strict=False)]
    print(f"printed every {n}: {sum(up)} of {len(up)} lines rise")
print("every rise ends on an even epoch:", all(e % 2 == 1 for e in rises))

fig, (whole, close) = plt.subplots(2, figsize=(4.8, 4.6), layout="constrained")
whole.plot(costs, color="C0", linewidth=0.6)
whole.plot(range(0, 1001, 100), costs[::100], "o", color="C1")
whole.text(130, 0.82, "printed: every 100th", color="C1")
whole.set(ylabel="cost", yscale="log")
whole.set_yticks([0.25, 0.5, 1, 2, 4], ["0.25", "0.5", "1", "2", "4"])
whole.minorticks_off()
close.plot(range(88, 113), costs[88:113], ".-", color="C0")
close.plot(100, costs[100], "o", color="C1")
close.set(xlabel="epoch", ylabel="cost", ylim=(0.62, 0.74))
close.set_yticks([0.62, 0.66, 0.7, 0.74])
for ax in (whole, close):
    ax.spines[["top", "right"]].set_visible(False)
plt.show()
