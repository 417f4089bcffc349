import torch
import torch.nn.functional as F


def attend(q, k, v, mask, size):
    largest = torch.full((len(q), 1), -torch.inf, dtype=q.dtype)
    total = torch.zeros_like(largest)
    out = torch.zeros(len(q), v.shape[1], dtype=q.dtype)
    for keys in torch.arange(len(k)).split(size):
        scores = q @ k[keys].T / q.shape[1] ** 0.5
        scores = scores.masked_fill(~mask[:, keys], -torch.inf)
        new = torch.maximum(largest, scores.amax(dim=1, keepdim=True))
        shift = new.masked_fill(new.isinf(), 0)
        powers, shrink = (scores - shift).exp(), (largest - shift).exp()
        total = shrink * total + powers.sum(dim=1, keepdim=True)
        out = shrink * out + powers @ v[keys]
        largest = new
    return out / total


torch.manual_seed(0)
q, k, v = (torch.randn(64, 16).double() for _ in range(3))
causal = torch.ones(64, 64).tril().bool()
expected = F.scaled_dot_product_attention(q, k, v, causal)
for size in 1, 7, 16, 64:
    out = attend(q, k, v, causal, size)
    equal = torch.allclose(out, expected, rtol=0, atol=1e-12)
    print(f"blocks of {size:2}: {64 * size:4} scores at once, equal: {equal}")
out = attend(q, k.flip(0), v.flip(0), causal.flip(1), 16)
equal = torch.allclose(out, expected, rtol=0, atol=1e-12)
print("blocks of 16, the last one first, equal:", equal)
out = attend(1000 * q, k, v, causal, 16)
print("scores a thousand times as large, finite:", bool(out.isfinite().all()))
