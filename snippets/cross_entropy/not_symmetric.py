import math

import torch


def cross_entropy(p, q):
    return -torch.xlogy(p, q).sum()


distributions = {
    "P": torch.tensor([0.5, 0.25, 0.125, 0.125]),
    "U": torch.tensor([0.25, 0.25, 0.25, 0.25]),
    "Z": torch.tensor([0.5, 0.5, 0.0, 0.0]),
}

for pair in ("PU", "UP", "PZ", "ZP", "PP", "UU"):
    p, q = (distributions[name] for name in pair)
    bits = cross_entropy(p, q) / math.log(2)
    print(f"H({pair[0]}, {pair[1]}) = {bits:.2f} bits")
