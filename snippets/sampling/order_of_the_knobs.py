import math

import torch


def temperature(z, t):
    return z / t


def top_k(z, k):
    return z.masked_fill(z < z.sort(descending=True).values[k - 1], -math.inf)


def top_p(z, p):
    falling = z.softmax(dim=0).sort(descending=True).values
    before = falling.cumsum(dim=0) - falling
    least = falling[before < p][-1]
    return z.masked_fill(z.softmax(dim=0) < least, -math.inf)


def min_p(z, m):
    return z.masked_fill(z < z.max() + math.log(m), -math.inf)


scores = torch.tensor([3.0, 2.0, 1.0])
print(*(f"{q:.4f}" for q in scores.softmax(dim=0)), "as they are")
for one, other in [
    ((temperature, 0.5), (top_p, 0.8)),
    ((temperature, 0.5), (min_p, 0.3)),
    ((temperature, 0.5), (min_p, 0.3**2)),
    ((temperature, 0.5), (top_k, 2)),
    ((top_k, 2), (min_p, 0.1)),
    ((top_k, 2), (top_p, 0.7)),
    ((min_p, 0.3), (top_p, 0.7)),
]:
    for knobs in (one, other), (other, one):
        z = scores
        for knob, value in knobs:
            z = knob(z, value)
        p = " ".join(f"{q:.4f}" for q in z.softmax(dim=0))
        print(p, "by", ", ".join(f"{f.__name__} {v:.2g}" for f, v in knobs))
