import torch

face = torch.arange(1.0, 7.0, dtype=torch.float64)
rate = torch.tensor(0.0, dtype=torch.float64)
for _ in range(20):
    p = torch.softmax(rate * face, dim=0)
    mean = p @ face
    variance = p @ face**2 - mean**2
    rate = rate - (mean - 4.5) / variance

print(f"softmax of {rate:.4f} times the face, mean {p @ face:.2f}")


def entropy(p):
    return torch.special.entr(p).sum(dim=-1)


half = [0, 0, 0, 0.5, 0.5, 0]
even = [0, 0, 0.25, 0.25, 0.25, 0.25]
for q in p, torch.tensor(half).double(), torch.tensor(even).double():
    print([f"{share:.3f}" for share in q], f"entropy {entropy(q):.4f}")

torch.manual_seed(0)
move = torch.randn(10000, 6, dtype=torch.float64)
basis = torch.stack([torch.ones(6, dtype=torch.float64), face - 3.5])
basis = basis / (basis**2).sum(dim=1, keepdim=True).sqrt()
move = move - move @ basis.T @ basis
q = p + 0.01 * move
q = q[(q > 0).all(dim=1)]
mean = q @ face
print(f"{len(q)} others, means {mean.min():.2f} to {mean.max():.2f}")
print("with more entropy:", int((entropy(q) > entropy(p)).sum()))
