import matplotlib.pyplot as plt
import torch

DIMS = [4**i for i in range(5)]


def draw(d, seed):
    torch.manual_seed(seed)
    q, k = torch.randn(100, 1, d), torch.randn(100, 64, d)
    return (q * k).sum(dim=-1)


def measure(scores):
    p = scores.softmax(dim=-1)
    entropy = -torch.xlogy(p, p).sum(dim=-1).mean()
    slope = (p * (1 - p)).sum(dim=-1).mean()
    return torch.stack([scores.std(), entropy, slope])


drawn = {d: [draw(d, seed) for seed in range(5)] for d in DIMS}
fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
for name, power in ("undivided", 0), ("by root d", -0.5), ("by d", -1):
    means = []
    print(f"{name:12} d     spread          entropy      slope")
    for d in DIMS:
        runs = torch.stack([measure(each * d**power) for each in drawn[d]])
        low, high = runs.amin(dim=0), runs.amax(dim=0)
        pairs = [f"{a:.2f} to {b:.2f}" for a, b in zip(low, high, strict=True)]
        print(f"{d:14}  {pairs[0]:14}  {pairs[1]}  {pairs[2]}")
        means.append(runs[:, 1].mean())
    ax.plot(DIMS, means, marker="o", label=name)

torch.manual_seed(0)
for d in DIMS:
    q, k = torch.randn(100, 1, d), torch.randn(100, 64, d)
    k[:, 0] = q[:, 0]
    p = ((q * k).sum(dim=-1) / d**0.5).softmax(dim=-1)
    print(f"d {d:3}: a key equal to the query gets {p[:, 0].mean():.2f}")
ax.set(xlabel="d", xscale="log", ylabel="entropy (nats)", ylim=(0, None))
ax.set_xticks(DIMS, DIMS)
ax.minorticks_off()
ax.legend()
plt.show()
