import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
x = torch.cat([x, torch.ones(8, 1)], dim=1)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
one_hot = F.one_hot(target)
log = [3.246066, 0.703490, 0.620850, 0.563644, 0.513388, 0.465922]
log += [0.419682, 0.373925, 0.328385, 0.283776, 0.247032]


def mean_costs(logits):
    return -(logits.log_softmax(dim=2) * one_hot).sum(dim=2).mean(dim=1)


windows = []
for seed in range(100):
    torch.manual_seed(seed)
    windows.append(torch.rand(1015).unfold(0, 15, 1) - 0.5)
windows = torch.cat(windows)
weight, bias = windows[:, :12].reshape(-1, 3, 4), windows[:, 12:, None]
parameters = torch.cat([weight, bias], dim=2)

first = mean_costs(x @ parameters.mT)
(near,) = torch.where((first - log[0]).abs() < 0.001)
parameters, worst = parameters[near], torch.zeros(len(near))
for epoch in range(1001):
    logits = x @ parameters.mT
    if epoch % 100 == 0:
        miss = (mean_costs(logits) - log[epoch // 100]).abs()
        worst = torch.maximum(worst, miss)
    parameters = parameters - 0.1 * (logits.softmax(2) - one_hot).mT @ x / 8

print(f"starts {len(windows)}, first cost within 0.001: {len(near)}")
print(f"all eleven costs within 0.000001: {(worst < 1e-6).sum()}")
seed, offset = divmod(near[worst.argmin()].item(), 1001)
print(f"seed {seed}, offset {offset}")
print(f"the next best misses a line by {worst.sort().values[1]:.3f}")
