import matplotlib.pyplot as plt
import torch


def plain(logits):
    powers = logits.exp()
    return (powers / powers.sum(dim=1, keepdim=True)).log()


def softmax_then_log(logits):
    return logits.softmax(dim=1).log()


def log_softmax(logits):
    return logits.log_softmax(dim=1)


def largest_gap(formula, dtype):
    gaps = torch.arange(0, 1000, 0.01, dtype=torch.float64)
    logits = torch.stack([torch.zeros_like(gaps), gaps], dim=1).to(dtype)
    good = formula(logits)[:, 0].isfinite()
    return gaps[good].max().item()


names = ["float16", "bfloat16", "float32", "float64"]
formulas = {plain: "C1", softmax_then_log: "C2", log_softmax: "C0"}
fig, ax = plt.subplots(figsize=(4.8, 4), layout="constrained")
for row, name in enumerate(names):
    for line, (formula, colour) in enumerate(formulas.items()):
        gap = largest_gap(formula, getattr(torch, name))
        print(f"{name:8}  {formula.__name__:16}  {gap:6.1f}")
        y = row + 0.25 * line
        ax.plot([0, gap], [y, y], colour, linewidth=4)
        if formula is not log_softmax:
            ax.text(gap + 15, y, f"{gap:.1f}", color=colour, va="center")
        if row == 0:
            label = formula.__name__.replace("_", " ")
            ax.text(300, y - 0.1, label, color=colour, va="bottom")
ax.set_yticks([0.25, 1.25, 2.25, 3.25], names)
ax.set_ylim(3.7, -0.45)
ax.set(xlabel="gap between the two logits", xlim=(0, 999))
plt.show()
