import math

import torch
from torch.distributions import Normal


def closed_form(p, q):
    spread = (p.variance + (p.mean - q.mean) ** 2) / (2 * q.variance)
    return 0.5 * math.log(2 * math.pi) + q.stddev.log() + spread


def integral(p, q):
    x = torch.linspace(-15, 15, 3001, dtype=torch.float64)
    return -torch.trapezoid(p.log_prob(x).exp() * q.log_prob(x), x)


def sampled(p, q, draws=1_000_000):
    torch.manual_seed(0)
    return -q.log_prob(p.sample((draws,))).mean()


P = Normal(0.0, 1.0)
print("          closed form  integral  sampled")
for name, Q in {
    "H(P)": P,
    "H(P, Q1)": Normal(0.5, 1.0),
    "H(P, Q2)": Normal(2.0, 1.0),
}.items():
    row = f"{closed_form(P, Q):11.6f}  {integral(P, Q):.6f}"
    print(f"{name:9} {row}  {sampled(P, Q):7.2f}")

narrow = Normal(0.0, 0.1)
print(f"entropy at sigma = 0.1: {narrow.entropy():.4f}")
