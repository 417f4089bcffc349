import matplotlib.pyplot as plt
import torch

logits = torch.tensor([1.0, 2.0, 3.0])
target = torch.tensor([1.0, 0.0, 0.0])
probability = torch.softmax(logits, dim=0)
push = target - probability

fig, ax = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
ax.bar(range(3), probability, width=0.44, color="C0", alpha=0.35)
for i in range(3):
    color = "C2" if push[i] > 0 else "C1"
    ax.hlines(target[i], i - 0.22, i + 0.22, color=color, linewidth=3)
    arrow = {"arrowstyle": "->", "color": color, "linewidth": 2}
    ends = {"xy": (i, target[i]), "xytext": (i, probability[i])}
    ax.annotate("", **ends, arrowprops=arrow)
    middle = (target[i] + probability[i]) / 2
    label = f"{push[i]:+.4f}".replace("-", "−")
    ax.text(i + 0.26, middle, label, va="center")
ax.set_xticks(range(3), ["class 0\n(the target)", "class 1", "class 2"])
ax.set(xlim=(-0.4, 2.8), yticks=[0, 0.5, 1])
ax.set_ylabel("bar: probability p, line: y")
ax.spines[["top", "right"]].set_visible(False)
plt.show()
