import torch

scores = torch.tensor([-1.0, -2.0, -3.0, 1.0])
allowed = torch.tensor([True, True, False, True])
p = scores.softmax(dim=0)
kept = p * allowed
ways = {
    "no mask": p,
    "score times 0": (scores * allowed).softmax(dim=0),
    "score -10": scores.masked_fill(~allowed, -10).softmax(dim=0),
    "weight times 0": kept,
    "... and divided": kept / kept.sum(),
    "score -inf": scores.masked_fill(~allowed, -torch.inf).softmax(dim=0),
}
for name, weights in ways.items():
    numbers = " ".join(f"{weight:.6f}" for weight in weights)
    print(f"{name:16} {numbers}  sum {weights.sum():.4f}")
