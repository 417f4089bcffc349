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


def accumulate(name, parts, weigh):
    model.zero_grad()
    total = 0.0
    for part in parts:
        loss = F.cross_entropy(model(x[part]), target[part])
        share = weigh(len(part))
        (share * loss).backward()
        total += share * loss.item()
    numbers = " ".join(f"{g:7.4f}" for g in model.bias.grad)
    print(f"{name:16} cost {total:.4f}, bias gradient {numbers}")


batches = torch.arange(8).split(3)
print("batches of", *map(len, batches))
accumulate("all rows", [torch.arange(8)], lambda n: 1)
accumulate("mean of means", batches, lambda n: 1 / len(batches))
accumulate("by share of rows", batches, lambda n: n / len(x))
accumulate("sum of means", batches, lambda n: 1)
