import math

import torch


def entropy(p):
    return torch.special.entr(p).sum()


P = torch.tensor([0.5, 0.25, 0.125, 0.125])
surprise = -P.log2()
print(f"surprises {surprise.tolist()} bits")
print(f"H(P) = {entropy(P):.4f} nats = {entropy(P) / math.log(2):.2f} bits")

torch.manual_seed(0)
draws = torch.multinomial(P, 100_000, replacement=True)
print(f"mean over 100,000 draws: {surprise[draws].mean():.2f} bits")

certain = torch.tensor([1.0, 0.0, 0.0, 0.0])
uniform = torch.tensor([0.25, 0.25, 0.25, 0.25])
print(f"certain: {entropy(certain) / math.log(2):.2f} bits")
print(f"uniform: {entropy(uniform) / math.log(2):.2f} bits")
