import torch


def softmax(z):
    weights = z.exp()
    return weights / weights.sum(dim=-1, keepdim=True)


z = torch.tensor([1.0, 2.0, 3.0])
p = softmax(z)

print("scores ", z)
print("weights", z.exp())
print("softmax", p)
print(f"sum     {p.sum():.4f}")
print("same as torch:", torch.allclose(p, torch.softmax(z, dim=-1)))
