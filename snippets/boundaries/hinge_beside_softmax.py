import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F


def hinge(z, target):
    true = z.gather(1, target[:, None])
    short = (1 - true + z).clamp(min=0)
    return short.sum(dim=1) - 1


margin = torch.arange(-400, 601) / 100
z = torch.stack([margin, torch.zeros(1001)], dim=1).requires_grad_()
target = torch.zeros(1001, dtype=torch.long)
loss = {
    "hinge": hinge(z, target),
    "cross-entropy": F.cross_entropy(z, target, reduction="none"),
}
push = {}
for name, values in loss.items():
    (gradient,) = torch.autograd.grad(values.sum(), z)
    push[name] = 0 - gradient[:, 0]
print("margin", "".join(f"{name:>15} {'push':>6}" for name in loss))
for i in (200, 400, 450, 550, 600, 1000):
    print(f"{margin[i]:6.1f}", end=" ")
    print("".join(f"{loss[k][i]:15.4f} {push[k][i]:6.4f}" for k in loss))

print("share of class 0: margin of the least mean loss")
other = torch.ones(1001, dtype=torch.long)
for share in 0.6, 0.8, 0.95:
    print(f"{share:5.2f}", end="")
    for f in (hinge, lambda z, t: F.cross_entropy(z, t, reduction="none")):
        mean = share * f(z, target) + (1 - share) * f(z, other)
        print(f"{margin[mean.argmin()]:8.2f}", end="")
    print()

fig, ax = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
for k, name in enumerate(loss):
    ax.plot(margin, loss[name].detach(), color=f"C{k}")
ax.text(-1.9, 3.1, "hinge", color="C0")
ax.text(-4, 1.0, "cross-entropy", color="C1")
ax.set(xlabel="margin: true score − other score", ylabel="loss")
ax.spines[["top", "right"]].set_visible(False)
plt.show()
