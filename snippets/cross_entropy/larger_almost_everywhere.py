import torch


def cross_entropy(p, q):
    return -torch.xlogy(p, q).sum()


P = torch.tensor([0.5, 0.4, 0.1])
Q1 = torch.tensor([0.55, 0.449, 0.001])
Q2 = P

print(f"Q1(x) > Q2(x) on {P[Q1 > Q2].sum():.0%} of P")
for name, Q in {"Q1": Q1, "Q2": Q2}.items():
    surprises = ", ".join(f"{s:.4f}" for s in -Q.log())
    print(f"{name}: surprises ({surprises}), mean {cross_entropy(P, Q):.4f}")
