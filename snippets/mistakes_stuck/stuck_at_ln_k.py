import math

import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])


def train(slip):
    weight = torch.zeros(3, 4, requires_grad=True)
    other = weight.detach().clone().requires_grad_()
    trained = other if slip == "another parameter" else weight
    optimizer = torch.optim.SGD([trained], lr=0.05)
    for _ in range(200):
        used = weight.detach() if slip == "detached" else weight
        loss = F.cross_entropy(F.linear(x, used), target)
        optimizer.zero_grad()
        if slip != "detached":
            loss.backward()
        if slip == "zero_grad between":
            optimizer.zero_grad()
        if slip != "no step":
            optimizer.step()
    return loss.item()


print(f"ln 3: {math.log(3):.4f}")
for slip in "no step", "zero_grad between", "another parameter", "detached":
    print(f"{slip + ':':18} {train(slip):.4f}")
print(f"{'none of these:':18} {train(None):.4f}")
