import random
from itertools import product

import torch

WORDS = """the the a | old old old small small wise | cat cat cat dog dog
owl fox bat hen | sees sees likes | the a | moon sea sky | now"""
SETTINGS = """T=1 T=0.7 T=0.4 T=0.1 k=6 k=4 k=3 k=2
p=0.98 p=0.95 p=0.8 p=0.6 m=0.01 m=0.05 m=0.2 m=0.6"""
parts = [part.split() for part in WORDS.split("|")]
kinds = [" ".join(k) + "\n" for k in product(*map(dict.fromkeys, parts))]
owner = torch.tensor([i for i, kind in enumerate(kinds) for _ in kind])
chars = sorted(set(WORDS) - {"|"})


def turn(z, knob, value):
    p = torch.softmax(z / value if knob == "T" else z, dim=1)
    falling = p.sort(dim=1, descending=True).values
    if knob == "k":
        p = p * (p >= falling[:, [int(value) - 1]])
    if knob == "p":
        late = falling.cumsum(dim=1) - falling >= value
        p = p * (p >= falling.masked_fill(late, 1).amin(dim=1)[:, None])
    if knob == "m":
        p = p * (p >= value * falling[:, [0]])
    return p / p.sum(dim=1, keepdim=True)


found = {setting: [] for setting in SETTINGS.split()}
for seed in range(5):
    random.seed(seed)
    lines = [" ".join(map(random.choice, parts)) + "\n" for _ in range(200)]
    index = torch.tensor([chars.index(c) for c in "".join(lines + kinds)])
    windows = torch.eye(len(chars))[index].unfold(0, 6, 1)
    x, y = windows[:, :, :5].flatten(1), windows[:, :, 5]
    n = len(x) - len(owner)
    W = torch.zeros(x.shape[1], y.shape[1])
    for _ in range(150):
        W -= 25 * x[:n].T @ (torch.softmax(x[:n] @ W, dim=1) - y[:n]) / n
    for setting, pairs in found.items():
        knob, value = setting.split("=")
        p = (turn(x[n:] @ W, knob, float(value)) * y[n:]).sum(dim=1)
        p = torch.bincount(owner, p.log()).exp()
        pairs.append([p.sum(), torch.special.entr(p / p.sum()).sum().exp()])
for setting, pairs in found.items():
    good, many = torch.tensor(pairs).T
    print(f"{setting:6}  {good.mean():.3f} ± {1.24 * good.std():.3f}", end="")
    print(f"  {many.mean():5.0f} ± {1.24 * many.std():.0f}")
