import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])


def gradient(x, target, logits):
    error = torch.softmax(logits, dim=1) - F.one_hot(target, logits.shape[1])
    return error.T @ x / len(x), error.mean(dim=0)


torch.manual_seed(1)
torch.rand(283)
model = nn.Linear(4, 3)
logits = model(x)
F.cross_entropy(logits, target).backward()

weight_gradient, bias_gradient = gradient(x, target, logits.detach())
print("gradient of the weight, one row a class, and of the bias:")
print(weight_gradient, bias_gradient, sep="\n")
same = torch.allclose(weight_gradient, model.weight.grad, atol=1e-6)
print("same as autograd:", same)

weight, bias = gradient(x[1:2], target[1:2], logits.detach()[1:2])
after = F.linear(x, model.weight - 0.1 * weight, model.bias - 0.1 * bias)
print(f"cost {F.cross_entropy(logits, target):.2f}", end=", ")
print(f"after a step on row 1 {F.cross_entropy(after, target):.2f}")
