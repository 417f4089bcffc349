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
print("gradient of the weight (one row a class):")
print(weight_gradient)
print("gradient of the bias:")
print(bias_gradient)
gap_weight = (weight_gradient - model.weight.grad).abs().max()
gap_bias = (bias_gradient - model.bias.grad).abs().max()
print("same as autograd within 1e-6:", bool(max(gap_weight, gap_bias) < 1e-6))

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print(f"cost {F.cross_entropy(model(x), target):.2f}", end=", ")
optimizer.zero_grad()
F.cross_entropy(model(x[1:2]), target[1:2]).backward()
optimizer.step()
print(f"after a step on row 1 {F.cross_entropy(model(x), target):.2f}")
