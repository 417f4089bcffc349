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
linear = nn.Linear(4, 3)
logits = linear(x)
row_losses = F.cross_entropy(logits, target, reduction="none")
cost = F.cross_entropy(logits, target)
cost.backward()

by_hand = x @ linear.weight.T + linear.bias
print("same logits as x @ weight.T + bias:", torch.allclose(logits, by_hand))
for name, tensor in {
    "x": x,
    "target": target,
    "weight": linear.weight,
    "bias": linear.bias,
    "logits": logits,
    "row losses": row_losses,
    "cost": cost,
    "weight.grad": linear.weight.grad,
    "bias.grad": linear.bias.grad,
}.items():
    print(f"{name:12}{tuple(tensor.shape)!s:8}{tensor.dtype}")
