import matplotlib.pyplot as plt
import torch


def cross_entropy(p, q):
    return -torch.xlogy(p, q).sum()


def kl_divergence(p, q):
    return torch.xlogy(p, p / q).sum()


P = torch.tensor([0.1, 0.6, 0.3])
models = {
    "P": P,
    "Q₁": torch.tensor([0.15, 0.55, 0.3]),
    "U": torch.full((3,), 1 / 3),
    "Q₂": torch.tensor([0.6, 0.2, 0.2]),
}

fig, ax = plt.subplots(figsize=(4.8, 2.6), layout="constrained")
print("Q    H(P, Q) = H(P)   + KL(P||Q)")
for name, Q in models.items():
    floor = cross_entropy(P, P).item()
    excess = kl_divergence(P, Q).item()
    total = f"{cross_entropy(P, Q):.4f}"
    print(f"{name:4} {total}  = {floor:.4f} + {excess:.5f}")
    ax.barh(name, floor, color="C0", alpha=0.5)
    ax.barh(name, excess, left=floor, color="C1", alpha=0.5)
    ax.text(floor + excess + 0.03, name, total, va="center")

ax.text(0.45, "P", "H(P)", ha="center", va="center")
ax.text(1.2, "Q₂", "KL", ha="center", va="center")
ax.set(xlabel="H(P, Q), nats", xlim=(0, 1.8), xticks=[0, 0.5, 1, 1.5])
ax.invert_yaxis()
plt.show()
