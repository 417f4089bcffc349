import torch
import torch.nn.functional as F
from torch import nn
from torch.autograd import functional

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float64)
x = torch.cat([x, torch.ones(8, 1)], dim=1)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])


def cost(parameters):
    return F.cross_entropy(x @ parameters.view(3, 5).T, target)


def hessian(parameters):
    probability = torch.softmax(x @ parameters.view(3, 5).T, dim=1)
    return sum(
        torch.kron(p.diag() - torch.outer(p, p), torch.outer(row, row))
        for p, row in zip(probability, x, strict=True)
    ) / len(x)


zero = torch.zeros(15, dtype=torch.float64)
by_hand = hessian(zero)
by_autograd = functional.hessian(cost, zero)
print("same as autograd:", torch.allclose(by_hand, by_autograd))

eigenvalues = torch.linalg.eigvalsh(by_hand)
print("negative eigenvalues:", int((eigenvalues < -1e-12).sum()))
print("zero eigenvalues:", int((eigenvalues.abs() < 1e-12).sum()))
print("smallest of the rest:", f"{eigenvalues[5]:.5f}")

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
start = torch.cat([linear.weight, linear.bias[:, None]], dim=1)
for name, point in (
    ("zero", zero),
    ("the log's start", start.detach().double()),
):
    largest = torch.linalg.eigvalsh(hessian(point))[-1]
    print(f"largest at {name}: {largest:.5f}, x 0.1: {0.1 * largest:.4f}")
