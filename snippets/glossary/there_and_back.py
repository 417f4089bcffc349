import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(1)
torch.rand(283)
linear = nn.Linear(4, 3)
x, y = torch.tensor([1.0, 2.0, 1.0, 1.0]), torch.tensor([0, 0, 1])
z = linear(x)
p = z.softmax(dim=0)
loss = -(y * p.log()).sum()


def row(name, values):
    numbers = ", ".join(f"{v:.2f}" for v in values).replace("-", "−")
    return f"{name} = ({numbers})"


fig, ax = plt.subplots(figsize=(4.8, 4.6), layout="constrained")
for column, height, term, symbol, colour in [
    (0, 3, "features", "x = (1, 2, 1, 1)", "C0"),
    (0, 2, "logits", row("z", z), "C0"),
    (0, 1, "probabilities", row("p", p), "C0"),
    (0.5, 0, "loss", f"ℓ = {loss:.2f}", "C3"),
    (1, 1, "target", "y = (0, 0, 1)", "C2"),
    (1, 2, "gradient for z", row("p − y", p - y), "C1"),
    (1, 3, "gradient for W", "(p − y) xᵀ", "C1"),
]:
    ax.text(column, height + 0.03, term, color=colour, ha="center")
    ax.text(column, height - 0.17, symbol, ha="center")
for start, end, word, colour in [
    ((0, 2.75), (0, 2.25), "W, b", "C0"),
    ((0, 1.75), (0, 1.25), "softmax", "C0"),
    ((0, 0.75), (0.35, 0.05), "−log", "C0"),
    ((1, 0.75), (0.65, 0.05), "", "C2"),
    ((0.5, 0.25), (0.8, 1.75), "", "C1"),
    ((1, 2.25), (1, 2.75), "", "C1"),
    ((0.72, 2.85), (0.2, 2.55), "", "C1"),
]:
    style = {"arrowstyle": "->", "color": colour}
    ax.annotate("", end, start, arrowprops=style)
    ax.text(0.02, (start[1] + end[1]) / 2 - 0.11, word, color=colour)
ax.set(xlim=(-0.4, 1.4), ylim=(-0.2, 3.2))
ax.set_axis_off()
plt.show()
