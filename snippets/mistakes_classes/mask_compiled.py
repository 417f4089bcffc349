import torch
import torch.nn.functional as F


# It is taken apart as the compiler does it, and its parts are not compiled.
@torch.compile(backend="aot_eager_decomp_partition")
def loss(p, target):
    return F.binary_cross_entropy(p, target)


mask, p = torch.tensor([255.0, 0.0]), torch.tensor([0.9, 0.1])
print(f"taken apart: {loss(p, mask):.4f}")
by_hand = -(mask * p.log() + (1 - mask) * (1 - p).log()).mean()
print(f"by hand:     {by_hand:.4f}")
