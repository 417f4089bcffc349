import matplotlib.pyplot as plt
import torch

share = torch.tensor([0.75, 0.25])


def cost(logits):
    return -(torch.log_softmax(logits, dim=-1) @ share)


def descend(logits, lr=0.5, steps=100):
    path = [torch.tensor(logits)]
    for _ in range(steps):
        gradient = torch.softmax(path[-1], dim=0) - share
        path.append(path[-1] - lr * gradient)
    return torch.stack(path)


grid = torch.linspace(-3, 3, 13)
z0, z1 = torch.meshgrid(grid, grid, indexing="xy")
height = cost(torch.stack([z0, z1], dim=2))

fig, ax = plt.subplots(figsize=(4.8, 4.6), layout="constrained")
ax.contour(z0, z1, height, levels=12, colors="C0", linewidths=1)
for start in ([-2.5, 2.0], [-0.5, 2.5], [2.8, -1.8]):
    path = descend(start)
    ax.plot(*path[::2].T, ".-", color="C1", markersize=5)
    z = path[-1]
    print(f"from {start} to ({z[0]:.4f}, {z[1]:.4f}),", end=" ")
    print(f"sum {z.sum():.4f}, cost {cost(z):.4f}")
ax.text(-0.7, -2.6, "valley: z₀ − z₁ = ln 3", color="C2", rotation=45)
ax.axline((0, -1.0986), slope=1, color="C2", linewidth=2)
ax.set(xlabel="logit z₀", ylabel="logit z₁", aspect="equal")
plt.show()
