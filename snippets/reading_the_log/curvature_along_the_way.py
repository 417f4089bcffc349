import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float64)
x = torch.cat([x, torch.ones(8, 1)], dim=1)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
one_hot = F.one_hot(target)
squares = [torch.outer(row, row) for row in x]

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
start = torch.cat([linear.weight, linear.bias[:, None]], dim=1)
start = start.detach().double()


def hessian(parameters):
    probability = (x @ parameters.T).softmax(dim=1)
    return sum(
        torch.kron(p.diag() - torch.outer(p, p), square)
        for p, square in zip(probability, squares, strict=True)
    ) / len(x)


lr, parameters, costs, curvature = 0.1, start, [], []
for _ in range(1001):
    logits = x @ parameters.T
    costs.append(F.cross_entropy(logits, target).item())
    curvature.append(torch.linalg.eigvalsh(hessian(parameters))[-1].item())
    gradient = (logits.softmax(dim=1) - one_hot).T @ x / len(x)
    parameters = parameters - lr * gradient

print(f"largest curvature at epoch 1000: {curvature[1000]:.2f}")
early, late = curvature[9:992:2], curvature[10:992:2]
print(f"odd epochs 9 to 991: {min(early):.1f} to {max(early):.1f}")
print(f"even epochs between: {min(late):.1f} to {max(late):.1f}")
rises = [e for e in range(1000) if costs[e + 1] > costs[e]]
steep = [e for e in rises if curvature[e] > 2 / lr]
print(f"rising steps {len(rises)}, from above {2 / lr:.0f}: {len(steep)}")
