import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float64)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
one_hot = F.one_hot(target)

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
start = torch.cat([linear.weight, linear.bias[:, None]], dim=1)
start = start.detach().double()


def with_ones(x):
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)


def eigenvalues(x):
    return torch.linalg.eigvalsh(x.T @ x / len(x)).flip(0).tolist()


def descend(x, lr):
    parameters, costs = start, []
    for _ in range(1001):
        logits = x @ parameters.T
        costs.append(F.cross_entropy(logits, target))
        gradient = (logits.softmax(dim=1) - one_hot).T @ x / len(x)
        parameters = parameters - lr * gradient
    return torch.stack(costs)


def report(name, x, rates):
    top, *rest = eigenvalues(x)
    print(f"{name}: largest eigenvalue {top:.4f}, bound {4 / top:.4f}")
    print("  the others", *(f"{value:.2f}" for value in rest))
    for lr in rates:
        costs = descend(x, lr)
        rises = (costs.diff() > 0).sum()
        print(f"  lr {lr}: {rises} steps rise, epoch 1000 {costs[-1]:.6f}")


report("raw", with_ones(x), [0.05, 0.08, 0.09, 0.1, 0.2])
standardised = (x - x.mean(dim=0)) / x.std(dim=0, correction=0)
report("standardised", with_ones(standardised), [0.1])
