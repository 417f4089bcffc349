import math

import torch
import torch.nn.functional as F

V, N, D = 4, 6, 12  # tokens there are, positions, numbers a position


def train(seed, diagonal, shift):
    torch.manual_seed(seed)
    sizes = (V, D), (N, D), (D, D), (D, D), (D, D), (D, V)
    weights = [(0.5 * torch.randn(size)).requires_grad_() for size in sizes]
    token, place, wq, wk, wv, out = weights
    mask = torch.ones(N, N).tril(diagonal).bool()
    optimizer = torch.optim.Adam(weights, lr=0.1)

    def cost(texts):
        text = torch.randint(V, (texts, N + 1))
        x = token[text[:, :N]] + place
        q, k, v = x @ wq, x @ wk, x @ wv
        z = F.scaled_dot_product_attention(q, k, v, mask) @ out
        target = text[:, shift : N + shift]
        return F.cross_entropy(z.flatten(0, 1), target.flatten())

    for _ in range(50):
        optimizer.zero_grad()
        cost(64).backward()
        optimizer.step()
    return cost(4000).item()


floor = math.log(V)
print(f"to guess costs ln {V} = {floor:.4f}, one in six {floor / N:.4f}")
for name, diagonal, shift in (
    ("sound", 0, 1),
    ("mask one too wide", 1, 1),
    ("target not shifted", 0, 0),
    ("mask one too narrow", -1, 1),
):
    costs = [train(seed, diagonal, shift) for seed in range(5)]
    print(f"{name:20} {min(costs):.2f} to {max(costs):.2f}")
