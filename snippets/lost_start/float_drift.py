import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
one_hot = F.one_hot(target)


def seeded(dtype=torch.float32):
    torch.manual_seed(1)
    torch.rand(283)
    linear = nn.Linear(4, 3, dtype=dtype)
    return linear.weight.detach(), linear.bias.detach()


def train(weight, bias, lr=0.1):
    x, costs = torch.tensor(rows, dtype=weight.dtype), []
    for _ in range(1001):
        logits = x @ weight.T + bias
        costs.append(F.cross_entropy(logits, target).item())
        gradient = (logits.softmax(dim=1) - one_hot) / len(x)
        weight = weight - lr * gradient.T @ x
        bias = bias - lr * gradient.sum(dim=0)
    return torch.tensor(costs, dtype=torch.float64)


def gap(a, b):
    return (a - b).abs().max().item()


weight, bias = seeded()
torch.set_num_threads(2)
threads = train(weight, bias)
torch.set_num_threads(1)
single, double = train(weight, bias), train(weight.double(), bias.double())
fast = train(weight, bias, 0.3), train(weight.double(), bias.double(), 0.3)
print("one thread and two within 1e-6:", gap(single, threads) < 1e-6)
print("float32 and float64 within 1e-6:", gap(single, double) < 1e-6)
apart = ((fast[0] - fast[1]).abs() > 0.1).nonzero()[0].item()
print("lr 0.3, apart by more than 0.1 from about epoch", round(apart, -2))
weight, bias = seeded(torch.float64)
x = torch.tensor(rows, dtype=torch.float64)
other = F.cross_entropy(x @ weight.T + bias, target)
print(f"first cost {single[0]:.4f}, drawn in float64 {other:.4f}")
