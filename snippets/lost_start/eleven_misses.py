import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor([[*row, 1] for row in rows]).double()
one_hot = F.one_hot(torch.tensor([2, 2, 2, 1, 1, 1, 0, 0]))
log = [3.246066, 0.703490, 0.620850, 0.563644, 0.513388, 0.465922]
log += [0.419682, 0.373925, 0.328385, 0.283776, 0.247032]


def misses(starts, line):
    costs = -((x @ starts.mT).log_softmax(2) * one_hot).sum(2).mean(1)
    return (costs - log[line]).abs()


windows = []
for seed in range(100):
    torch.manual_seed(seed)
    windows.append(torch.rand(1015).double().unfold(0, 15, 1) - 0.5)
weight, bias = torch.cat(windows).split([12, 3], dim=1)
starts = torch.cat([weight.reshape(-1, 3, 4), bias[:, :, None]], dim=2)
starts, table = starts[misses(starts, 0) < 0.001], []
for epoch in range(1001):
    if epoch % 100 == 0:
        table.append(misses(starts, epoch // 100))
    starts -= 0.1 * ((x @ starts.mT).softmax(2) - one_hot).mT @ x / 8
table = torch.stack(table)
found = table.amax(dim=0) < 1e-6

fig, ax = plt.subplots(figsize=(4.8, 3.9), layout="constrained")
ax.semilogy(table[:, ~found], color="C0", linewidth=0.7, alpha=0.6)
ax.semilogy(table[:, found], "o-", color="C1")
ax.text(10, 0.15, f"{(~found).sum()} starts", color="C0", ha="right")
ax.text(10, 1e-6, "seed 1, after 283 numbers", color="C1", ha="right")
ax.set(xlabel="line of the log", xticks=range(11), ylabel="miss")
ax.set_yticks([1e-6, 1e-3, 0.1], ["0.000001", "0.001", "0.1"])
ax.minorticks_off()
plt.show()
