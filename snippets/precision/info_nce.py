import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

torch.manual_seed(0)
D, rows = 8, 8192  # each a pair of D numbers that depend on each other


def estimate(information, count):
    """ln N minus the loss of classification among N = count pairs."""
    rho = (1 - torch.exp(torch.tensor(-2 * information / D))).sqrt()
    a = torch.randn(rows // count, count, D)
    b = rho * a + (1 - rho**2).sqrt() * torch.randn(rows // count, count, D)
    scores = rho * a @ b.mT - rho**2 * (b**2).sum(dim=2)[:, None] / 2
    scores = (scores / (1 - rho**2)).view(rows, count)
    target = torch.arange(rows) % count
    value = torch.tensor(count).log() - F.cross_entropy(scores, target)
    return round(value.item(), 2) + 0.0  # no minus before a zero


known = [0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0]
print("known             ", *[f"{value:5.0f}" for value in known])
fig, ax = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
ax.plot(known, known, "C3:", label="known")
for N in (8, 64, 512):
    found = [estimate(information, N) for information in known]
    ceiling = torch.tensor(N).log().item()
    print(
        f"among {N:3}, ln {ceiling:.2f}:", *[f"{each:5.2f}" for each in found]
    )
    (line,) = ax.plot(known, found, "o-", label=f"among {N}")
    ax.axhline(ceiling, color=line.get_color(), linestyle="--")
ax.set(xlabel="information in a pair", ylabel="estimate", ylim=(0, 8))
ax.legend(loc="lower right", ncols=2)
plt.show()
