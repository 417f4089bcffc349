import matplotlib.pyplot as plt
import torch
from torch.distributions import Normal, kl_divergence

P, Q1, Q2 = Normal(0.0, 1.0), Normal(0.5, 1.0), Normal(2.0, 1.0)
x = torch.linspace(-3.5, 5, 120)
tail = torch.linspace(1.25, 5, 50)

fig, (top, bottom) = plt.subplots(
    2, sharex=True, figsize=(4.8, 5), layout="constrained"
)
top.plot(x, P.log_prob(x).exp(), color="C0")
top.fill_between(tail, P.log_prob(tail).exp(), color="C0", alpha=0.3)
top.text(-0.4, 0.41, "P", color="C0")
for name, Q, colour, peak, place in [
    ("Q₁", Q1, "C1", 0.7, (2.1, 7)),
    ("Q₂", Q2, "C2", 2.2, (-1.2, 7)),
]:
    top.plot(x, Q.log_prob(x).exp(), color=colour)
    top.text(peak, 0.41, name, color=colour)
    bottom.plot(x, -Q.log_prob(x), color=colour)
    bottom.text(*place, f"−ln {name}(x)", color=colour)
    mean = P.entropy() + kl_divergence(P, Q)
    print(f"H(P, {name}) = {mean:.6f}")
    bottom.axhline(mean, xmax=0.24, color=colour, linestyle="--")
    bottom.text(-3.6, mean + 0.35, f"H(P, {name})", color=colour)
bottom.text(1.1, 9.2, "Q₁ > Q₂", ha="right")
bottom.text(1.4, 9.2, "Q₂ > Q₁")
for ax in (top, bottom):
    ax.axvline(1.25, linestyle=":", color="C3")
top.set(ylabel="density", ylim=(0, 0.46), yticks=[0, 0.2, 0.4])
bottom.set(xlabel="x", ylabel="surprise, nats", ylim=(0, 10))

share = P.cdf(torch.tensor(1.25))
print(f"Q₁ > Q₂ where x < 1.25: {share:.3%} of the draws from P")
plt.show()
