import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from scipy import stats
from sklearn.datasets import load_digits
from torch import nn

x, target = map(torch.tensor, load_digits(return_X_y=True))
x /= 16


def train(seed):
    torch.manual_seed(seed)
    learn, test = torch.randperm(len(x)).split([200, 1597])
    layers = nn.Linear(64, 100), nn.ReLU(), nn.Linear(100, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    told = []
    for step in range(1, 101):
        optimizer.zero_grad()
        F.cross_entropy(model(x[learn]), target[learn]).backward()
        optimizer.step()
        if step % 5 == 0:
            logits = model(x).detach()
            confidence, answer = logits.softmax(dim=1).max(dim=1)
            right = (answer == target).double()
            cost = F.cross_entropy(logits[test], target[test])
            means = right[learn], right[test], confidence[test], cost
            told.append([rows.mean() for rows in means])
    return torch.tensor(told)


runs = torch.stack([train(seed) for seed in range(5)])
mean = runs.mean(dim=0)
print("step    learnt  accuracy confident    cost")
for step in 5, 10, 20, 40, 100:
    print(f"{step:4}", *(f"{x:9.3f}" for x in mean[step // 5 - 1]))
sure = runs[:, -1, 2] - runs[:, -1, 1]
rise = runs[:, -1, 3] - runs[:, 3, 3]
for name, gap in ("too sure at the end", sure), ("cost since step 20", rise):
    error = stats.t.ppf(0.975, 4) * gap.std() / 5**0.5
    print(f"{name}: {gap.mean():+.3f} ± {error:.3f}", end=", ")
    print(f"above 0 in {(gap > 0).sum()} of 5")
fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
ax.plot(range(5, 101, 5), mean[:, 1:3], label=["accuracy", "mean confidence"])
ax.set(xlabel="step", ylabel="share of the test rows", ylim=(0.3, 1))
ax.legend(loc="lower right")
plt.show()
