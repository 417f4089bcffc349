from itertools import permutations

import matplotlib.pyplot as plt
import torch

corners = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.5, 0.75**0.5]])
centre = corners.mean(dim=0)


def positions(z, temperatures):
    p = torch.softmax(torch.tensor(z) / temperatures[:, None], dim=-1)
    return p @ corners


fig, ax = plt.subplots(figsize=(4.8, 4), layout="constrained")

for k, corner in enumerate(corners):
    left = (corners[k - 1] + corner) / 2
    right = (corners[k - 2] + corner) / 2
    winning = torch.stack([corner, left, centre, right])
    ax.fill(*winning.T, color=f"C{k}", alpha=0.12, linewidth=0)
ax.fill(*corners.T, fill=False, linewidth=1)

falling = torch.logspace(2, -1, 60)
for z in permutations([1.0, 2.0, 3.0]):
    color = f"C{z.index(3.0)}"
    ax.plot(*positions(z, falling).T, color=color, alpha=0.5, linewidth=1)
ax.plot(*positions([1.0, 2.0, 3.0], falling).T, color="C2", linewidth=3)

for mark in 10.0, 2.0, 1.0, 0.5:
    [(x, y)] = positions([1.0, 2.0, 3.0], torch.tensor([mark]))
    ax.plot([x, 0.86], [y, y], color="C2", alpha=0.5, linewidth=1)
    ax.plot(x, y, "o", color="C2", markersize=8)
    ax.text(0.88, y, f"T = {mark:g}", va="center")

ax.text(0.5, 0.12, "T → ∞", ha="center")
ax.text(0.55, 0.85, "T → 0", va="center")
ax.text(0.0, -0.06, "class 0", ha="center", color="C0")
ax.text(1.0, -0.06, "class 1", ha="center", color="C1")
ax.text(0.5, 0.89, "class 2", ha="center", color="C2")
ax.set_aspect("equal")
ax.axis("off")
plt.show()
