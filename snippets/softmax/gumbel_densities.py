import matplotlib.pyplot as plt
import torch

z = torch.tensor([1.0, 2.0, 3.0])
p = torch.softmax(z, dim=-1)
x = torch.linspace(-1, 7, 120)

fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
for k in range(3):
    u = x - z[k]
    density = torch.exp(-u - torch.exp(-u))
    ax.fill_between(x, density, color=f"C{k}", alpha=0.15, linewidth=0)
    ax.plot(x, density, color=f"C{k}")
    label = f"class {k}\n{p[k]:.1%}"
    ax.text(z[k], 0.385, label, color=f"C{k}", ha="center")

ax.set(xlim=(-1, 7), ylim=(0, 0.48), yticks=[], xlabel="score + noise")
ax.spines[["left", "top", "right"]].set_visible(False)
plt.show()
