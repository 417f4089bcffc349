import torch
import torch.nn.functional as F
from torch import nn

x = torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]])
values = torch.eye(3)[None]
module = nn.MultiheadAttention(2, 1, bias=False, batch_first=True)
with torch.no_grad():
    module.in_proj_weight.copy_(torch.eye(2).repeat(3, 1))


def show(name, weights):
    numbers = " ".join(f"{w:.4f}" for w in weights[0, 0].tolist())
    print(f"{name:22} {numbers}")


def function(mask):
    return F.scaled_dot_product_attention(x, x, values, mask[:, None])


mask = torch.tensor([[False, False, True]])
for name, each in ("last True", mask), ("all True", mask | True):
    print(f"weights of query 0, {name}")
    show("  MultiheadAttention", module(x, x, x, key_padding_mask=each)[1])
    show("  the function", function(each))
    show("  the function, turned", function(~each))
print("True as a number")
show("  the function", function(mask.float()))
