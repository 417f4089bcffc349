import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

z = torch.linspace(-8, 8, 81, requires_grad=True)
logits = torch.stack([torch.zeros(81), z], dim=1)
probability = logits.softmax(dim=1)
target, ones = torch.ones(81, dtype=torch.int64), torch.ones(81)

right = F.cross_entropy(logits, target, reduction="none")
softmax_first = F.cross_entropy(probability, target, reduction="none")
no_log = F.nll_loss(probability, target, reduction="none")
sigmoid_twice = F.binary_cross_entropy_with_logits(
    z.sigmoid(), ones, reduction="none"
)

fig, (top, bottom) = plt.subplots(
    2, sharex=True, figsize=(4.8, 5.8), layout="constrained"
)
print("target class, score -8: loss and push")
for name, losses, colour, height, push_height in [
    ("right", right, "C0", 4.1, 0.9),
    ("softmax before the loss", softmax_first, "C1", 1.42, 0.24),
    ("no log", no_log, "C2", -0.6, 0.14),
    ("sigmoid twice", sigmoid_twice, "C3", 0.85, 0.04),
]:
    (gradient,) = torch.autograd.grad(losses.sum(), z, retain_graph=True)
    print(f"{name:23}  {losses[0]:7.4f}  {-gradient[0]:.4f}")
    top.plot(z.detach(), losses.detach(), color=colour)
    bottom.plot(z.detach(), -gradient, color=colour)
    top.text(-10, height, name, color=colour)
    bottom.text(-10, push_height, name, color=colour)
top.set(ylabel="loss", xlim=(-10.4, 8.4), ylim=(-1.2, 4.5))
bottom.set(xlabel="score of the target class", ylabel="push on the score")
bottom.set_xticks(range(-8, 9, 4))
plt.show()
