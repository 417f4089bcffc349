import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn


def signed(number):
    return f"{number:+.3f}".replace("-", "−")


x, target = torch.tensor([2.0, 1.0, 3.0, 2.0]), torch.tensor(2)

torch.manual_seed(1)
torch.rand(283)
model = nn.Linear(4, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

logits = model(x)
wrong = F.one_hot(target, 3) - torch.softmax(logits.detach(), dim=0)
print("y - p:", "  ".join(f"{w:+.3f}" for w in wrong))
loss = F.cross_entropy(logits, target)
loss.backward()
push = -model.weight.grad
same = torch.allclose(push, torch.outer(wrong, x))
print("push on the weights is (y - p) times x:", same)
optimizer.step()
after = F.cross_entropy(model(x), target)
print(f"loss of the row: {loss:.4f}, after a step: {after:.4f}")

fig, ax = plt.subplots(figsize=(4.6, 2.5), layout="constrained")
for k in range(3):
    for j in range(4):
        strength = (push[k, j] / push.abs().max()).item()
        style = {"color": "C0" if strength > 0 else "C1", "linewidth": 0}
        cell = plt.Rectangle((j, k), 1, 1, alpha=abs(strength) / 2, **style)
        ax.add_patch(cell)
        place = {"ha": "center", "va": "center"}
        ax.text(j + 0.5, k + 0.5, signed(push[k, j]), **place)
ax.set_xticks(torch.arange(4) + 0.5, [f"x = {v:.0f}" for v in x])
ax.set_yticks(torch.arange(3) + 0.5, [f"y − p = {signed(w)}" for w in wrong])
ax.tick_params(length=0, labeltop=True, labelbottom=False)
ax.set(xlim=(0, 4), ylim=(3, 0))
ax.spines[:].set_visible(False)
plt.show()
