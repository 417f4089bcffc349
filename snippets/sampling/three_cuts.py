import random

import matplotlib.pyplot as plt
import torch

WORDS = """the the a | old old old small small wise | cat cat cat dog dog
owl fox bat hen | sees sees likes | the a | moon sea sky | now"""
parts = [part.split() for part in WORDS.split("|")]
random.seed(0)
lines = [" ".join(map(random.choice, parts)) + "\n" for _ in range(200)]
chars = sorted(set(WORDS) - {"|"})
index = torch.tensor([chars.index(c) for c in "".join(lines)])
windows = torch.eye(len(chars))[index].unfold(0, 6, 1)
x, y = windows[:, :, :5].flatten(1), windows[:, :, 5]
W = torch.zeros(x.shape[1], y.shape[1])
for _ in range(150):
    W -= 25 * x.T @ (torch.softmax(x @ W, dim=1) - y) / len(x)


def least(p, knob, value):
    """The least probability that stays; p falls."""
    if knob == "top-k":
        return p[value - 1]
    if knob == "min-p":
        return value * p[0]
    return p[p.cumsum(dim=0) - p < value][-1]  # top-p


PLACES = (" old ", "cdofbh"), ("old c", "a")
CUTS = ("top-k", 1), ("top-k", 6), ("top-p", 0.95), ("min-p", 0.1)
charts = []
for place, right in PLACES:
    context = torch.tensor([chars.index(c) for c in place])
    z = torch.eye(len(chars))[context].T.flatten() @ W
    p, order = torch.softmax(z, dim=0).sort(descending=True)
    names = [chars[i] for i in order]
    print(f"after {place!r} {names[0]} has {p[0]:.3f}")
    for knob, value in CUTS:
        kept = set(names[: (p >= least(p, knob, value)).sum()])
        print(f"  {knob} {value}: {len(kept & set(right))} of", end=" ")
        print(f"{len(right)} right ones, {len(kept - set(right))} wrong ones")
    charts.append((place, right, names[:9], p[:9].tolist()))
fig, axes = plt.subplots(1, 2, figsize=(4.8, 3), layout="constrained")
for ax, (place, right, names, heights) in zip(axes, charts, strict=True):
    colors = ["C0" if name in right else "C1" for name in names]
    ax.bar(names, heights, color=colors)
    ax.set(yscale="log", ylim=(1e-5, 1), title=f"after {place!r}")
plt.show()
