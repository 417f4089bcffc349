import math

import torch
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
labels = [2, 2, 2, 1, 1, 1, 0, 0]

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
weight, bias = linear.weight.tolist(), linear.bias.tolist()


def score(w, b, row):
    return sum(w[j] * row[j] for j in range(4)) + b


losses = []
for n in range(8):
    z = [score(weight[k], bias[k], rows[n]) for k in range(3)]
    p = [math.exp(z_k) / sum(math.exp(z_i) for z_i in z) for z_k in z]
    y = labels[n]
    losses.append(-math.log(p[y]))
    if n == 0:
        print(f"scores         {z[0]:.5f}  {z[1]:.5f}  {z[2]:.5f}")
        print(f"probabilities   {p[0]:.5f}  {p[1]:.5f}  {p[2]:.5f}")
    print(f"class {y}  probability {p[y]:.5f}  loss {losses[n]:.6f}")
print(f"mean of the eight losses {sum(losses) / len(losses):.6f}")
