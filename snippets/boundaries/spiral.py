import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn


def spiral(rows):
    target, along = torch.arange(rows) % 3, torch.rand(rows)
    angle = 4 * along + 2.1 * target + 0.15 * torch.randn(rows)
    x = torch.stack([angle.cos(), angle.sin()], dim=1)
    return 2 * (0.1 + along[:, None]) * x, target


def make(hidden):
    if not hidden:
        return nn.Linear(2, 3)
    return nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, 3))


def train(model, x, target, steps=200):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(model(x), target).backward()
        optimizer.step()


grid = torch.meshgrid(*[torch.linspace(-2.5, 2.5, 26)] * 2, indexing="xy")
fig, panels = plt.subplots(2, figsize=(4.4, 7.6), layout="constrained")
print("hidden units, share right of 3,000 new rows for five seeds")
for hidden, ax in (0, panels[0]), (3, None), (32, panels[1]):
    right = []
    for seed in range(5):
        torch.manual_seed(seed)
        model, (x, target) = make(hidden), spiral(300)
        train(model, x, target)
        new, truth = spiral(3000)
        right.append((model(new).argmax(dim=1) == truth).float().mean())
    print(f"{hidden:12}", *[f"{share:.3f}" for share in right])
    if ax:
        z = model(torch.stack(grid, dim=2)).detach()
        for k in range(3):
            lead = z[..., k] - z[..., : max(k, 1)].amax(dim=2)
            for colour, alpha in ("white", 1), (f"C{k}", 0.3):
                ax.contourf(*grid, lead, [0, 99], colors=colour, alpha=alpha)
            ax.plot(*x[k::3][:14].T, ".", color=f"C{k}", markersize=4)
        ax.set(aspect="equal", xticks=[], yticks=[], title=f"{hidden} units")
plt.show()
