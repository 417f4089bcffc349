import matplotlib.pyplot as plt
import torch

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])

fig, axes = plt.subplots(2, figsize=(4.2, 5), layout="constrained")
for ax, dim, colour in zip(axes, (1, 0), ("C0", "C1"), strict=True):
    probability = logits.softmax(dim=dim)
    for n in range(2):
        for k in range(3):
            p = probability[n, k].item()
            ax.bar(k, 0.9, 0.9, -n - 0.45, color=colour, alpha=0.1 + 0.5 * p)
            ax.text(k, -n, f"{p:.4f}", ha="center", va="center")
    for n, total in enumerate(probability.sum(dim=1)):
        one = colour if dim == 1 else None
        ax.text(2.65, -n, f"sum {total:.4f}", color=one, va="center")
    for k, total in enumerate(probability.sum(dim=0)):
        one = colour if dim == 0 else None
        ax.text(k, -1.85, f"{total:.4f}", color=one, ha="center")
    ax.text(-0.6, -1.85, "sum", ha="right")
    ax.set_title(f"softmax(dim={dim})", color=colour, loc="left")
    ax.set(xlim=(-0.5, 3.6), ylim=(-2.1, 0.6), xticks=[])
    ax.set_yticks([0, -1], ["row 0", "row 1"])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
plt.show()
