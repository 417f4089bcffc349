import torch
import torch.nn.functional as F

P = torch.tensor([[0.1, 0.6, 0.3]])
Q = torch.tensor([[0.15, 0.55, 0.3]])

print(f"H(P, Q)  = {F.cross_entropy(Q.log(), P):.4f}")
print(f"H(P, P)  = {F.cross_entropy(P.log(), P):.4f}")
print(f"KL(P||Q) = {F.kl_div(Q.log(), P, reduction='batchmean'):.5f}")

target = torch.tensor([1])
for gap in (2.0, 4.0, 6.0, 8.0):
    logits = torch.tensor([[0.0, gap, 0.0]])
    hard = F.cross_entropy(logits, target)
    smooth = F.cross_entropy(logits, target, label_smoothing=0.1)
    print(f"gap {gap:.0f}: hard {hard:.4f}  smoothed {smooth:.4f}")

smoothed = 0.9 * F.one_hot(target, 3) + 0.1 / 3
print(
    f"entropy of the smoothed target {torch.special.entr(smoothed).sum():.4f}"
)
