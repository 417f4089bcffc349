import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from scipy import stats
from sklearn.datasets import load_digits
from torch import nn

x, true = map(torch.tensor, load_digits(return_X_y=True))
x /= 16


def train(seed, wrong):
    torch.manual_seed(seed)
    parts = torch.randperm(len(x)).split([300, 300, 1197])
    target = true.clone()
    target[parts[0][:wrong]] = torch.randint(10, (wrong,))
    layers = nn.Linear(64, 100), nn.ReLU(), nn.Linear(100, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    costs = torch.zeros(30, 3)
    for epoch in range(30):
        for rows in parts[0][torch.randperm(300)].split(150):
            optimizer.zero_grad()
            F.cross_entropy(model(x[rows]), target[rows]).backward()
            optimizer.step()
        logits = model(x).detach()
        for i, p in enumerate(parts):
            costs[epoch, i] = F.cross_entropy(logits[p], target[p])
    return costs


for wrong in 0, 60:
    print(f"{wrong} of 300 training labels drawn at random")
    runs = torch.stack([train(seed, wrong) for seed in range(5)])
    best = runs[:, :, 1].argmin(dim=1)
    kept, last = runs[range(5), best, 2], runs[:, -1, 2]
    for epoch, one, other in zip(best + 1, kept, last, strict=True):
        print(f"  epoch {epoch:2}: test {one:.2f}, at the end {other:.2f}")
    saved = last - kept
    error = stats.t.ppf(0.975, 4) * saved.std() / 5**0.5
    print(f"  saved {saved.mean():.3f} ± {error:.3f}")
mean = runs.mean(dim=0)
fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
ax.plot(range(1, 31), mean[:, :2], label=["training", "validation"])
ax.axvline(mean[:, 1].argmin() + 1, color="C3", linestyle="--", linewidth=1)
ax.set(xlabel="epoch", ylabel="cost", ylim=0)
ax.legend()
plt.show()
