import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
target = torch.tensor([0, 1])
weight = torch.tensor([1.0, 10.0, 1.0])

losses = F.cross_entropy(logits, target, reduction="none")
widths = weight[target]
parts = widths * losses
mean_by_weight, mean_by_row = parts.sum() / widths.sum(), parts.mean()
for n in range(2):
    print(f"row {n}: {widths[n]:2.0f} x {losses[n]:.4f} = {parts[n]:7.4f}")
print(f"total: {parts.sum():.4f}")

fig, ax = plt.subplots(figsize=(4.8, 3.9), layout="constrained")
sizes = losses.tolist(), widths.tolist()
ax.bar([0, 1], *sizes, align="edge", color=["C1", "C0"], alpha=0.35)
low, high = (parts / 2).tolist()
ax.bar([14, 14], [low, high], 2, [0, low], color=["C1", "C0"], alpha=0.35)
ax.text(0, 2.75, "row 0")
ax.text(6, 1, "row 1", ha="center", va="center")
ax.text(6, 7, f"both areas: {parts.sum():.4f}", ha="center")
for left, right, mean, unit in [
    (0, 11, mean_by_weight, "weights: 11"),
    (13, 15, mean_by_row, "rows: 2"),
]:
    ax.hlines(mean, left, right, color="C3")
    middle = (left + right) / 2
    ax.text(middle, mean + 0.3, f"{mean:.4f}", color="C3", ha="center")
    ax.text(middle, -0.3, unit, ha="center", va="top")
ax.set(ylabel="loss", yticks=[0, 4, 8, 12], ylim=(0, 13), xticks=[])
ax.spines["bottom"].set_visible(False)
plt.show()
