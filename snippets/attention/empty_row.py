import torch
import torch.nn.functional as F

torch.manual_seed(0)
inputs = torch.randn(3, 4), torch.randn(5, 4), torch.randn(5, 1)
mask = torch.ones(3, 5).bool()
mask[1] = False
empty = ~mask.any(dim=-1, keepdim=True)


def added(q, k, v):
    scores = q @ k.T / 2 + torch.zeros(3, 5).masked_fill(~mask, -torch.inf)
    return scores.softmax(dim=-1) @ v


def filled(q, k, v, number=-torch.inf, mask=mask):
    scores = (q @ k.T / 2).masked_fill(~mask, number)
    return scores.softmax(dim=-1) @ v


def opened(q, k, v):
    out = filled(q, k, v, mask=mask | empty)
    return out.masked_fill(empty, 0)


ways = {
    "-inf added": added,
    "-inf filled": filled,
    "nan_to_num": lambda q, k, v: filled(q, k, v).nan_to_num(),
    "-1e9 filled": lambda q, k, v: filled(q, k, v, -1e9),
    "row opened": opened,
    "PyTorch": lambda *qkv: F.scaled_dot_product_attention(*qkv, mask),
}
print("mean of all values", f"{inputs[2].mean():.4f}")
for name, attend in ways.items():
    q, k, v = (each.clone().requires_grad_() for each in inputs)
    out = attend(q, k, v)
    loss = out[[0, 2]].sum()
    loss.backward()
    print(f"{name:11}  row 1 {out[1].item():7.4f}  loss {loss:.4f}", end="")
    finite = [bool(each.grad.isfinite().all()) for each in (q, k, v)]
    print("  gradients finite:", *finite)
