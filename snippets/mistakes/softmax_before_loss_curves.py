import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])


def train(output):
    weight = torch.zeros(3, 4, requires_grad=True)
    bias = torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.SGD([weight, bias], lr=0.05)
    losses = []
    for _ in range(501):
        logits = F.linear(x, weight, bias)
        loss = F.cross_entropy(output(logits), target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


right = train(lambda logits: logits)
wrong = train(lambda logits: logits.softmax(dim=1))
floor = math.log(1 + 2 / math.e)
print(f"logits into the loss:  {right[0]:.4f} -> {right[-1]:.4f}")
print(f"softmax into the loss: {wrong[0]:.4f} -> {wrong[-1]:.4f}")
print(f"floor for 3 classes:   {floor:.4f}")

fig, ax = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
ax.plot(range(0, 501, 5), right[::5], color="C0")
ax.plot(range(0, 501, 5), wrong[::5], color="C1")
ax.axhline(floor, color="C1", linestyle="--", linewidth=1)
ax.text(250, 0.9, "softmax, then the loss", color="C1")
ax.text(10, floor - 0.055, "floor of softmax first", color="C1")
ax.text(250, 0.405, "logits into the loss", color="C0")
ax.set(xlabel="step", ylabel="loss", xlim=(0, 500), ylim=(0.35, 1.12))
plt.show()
