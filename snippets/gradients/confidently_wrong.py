import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

wrong_by = torch.linspace(-8, 8, 65)
target = torch.zeros(65, dtype=torch.long)


def push(loss):
    logits = torch.stack([torch.zeros(65), wrong_by], dim=1).requires_grad_()
    loss(logits).backward()
    return -logits.grad[:, 0]


def squared_error(logits):
    error = torch.softmax(logits, dim=1) - F.one_hot(target, 2)
    return (error**2).sum() / 2


cross = push(lambda z: F.cross_entropy(z, target, reduction="sum"))
squared = push(squared_error)
print("wrong by  cross-entropy  squared error")
for i in (32, 40, 48, 56, 64):
    print(f"{wrong_by[i]:8.0f}  {cross[i]:13.4f}  {squared[i]:13.4f}")

fig, ax = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
ax.plot(wrong_by, cross, color="C0")
ax.plot(wrong_by, squared, color="C1")
ax.text(8, 0.93, "cross-entropy", color="C0", ha="right", va="top")
ax.text(8, 0.12, "squared error", color="C1", ha="right")
ax.set(xlabel="wrong logit − true logit", ylabel="push on the true logit")
ax.set_yticks([0, 0.5, 1])
ax.spines[["top", "right"]].set_visible(False)
plt.show()
