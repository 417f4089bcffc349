import torch
import torch.nn.functional as F


def cross_entropy(p, q):
    return -torch.xlogy(p, q).sum()


logits = torch.tensor([1.0, 2.0, 3.0])
Q = logits.softmax(dim=0)

for label in range(3):
    target = torch.tensor(label)
    P = F.one_hot(target, 3).float()
    loss = F.cross_entropy(logits, target)
    print(
        f"label {label}: H(P, Q) = {cross_entropy(P, Q):.4f}, "
        f"-log Q[{label}] = {-Q[label].log():.4f}, "
        f"F.cross_entropy = {loss:.4f}"
    )

targets = torch.tensor([2, 2, 1])
likelihood = Q[targets].prod()
loss = F.cross_entropy(logits.expand(3, 3), targets)
print(f"labels 2, 2, 1: likelihood {likelihood:.4f}")
print(f"-log(likelihood) / 3 = {-likelihood.log() / 3:.4f}")
print(f"F.cross_entropy      = {loss:.4f}")
