import torch
import torch.nn.functional as F

torch.manual_seed(0)
short, long = torch.randn(3, 4), torch.randn(5, 4)
batch = torch.zeros(2, 5, 4)
batch[0, :3], batch[1] = short, long
token = torch.arange(5) < torch.tensor([3, 5])[:, None]
alone = F.scaled_dot_product_attention(short, short, short)


def compare(name, mask):
    out = F.scaled_dot_product_attention(batch, batch, batch, mask)
    print(f"{name:17}", " ".join(f"{o:7.4f}" for o in out[0, :3, 0]))
    return out


print("rows of the short sequence, first number")
print(f"{'alone':17}", " ".join(f"{o:7.4f}" for o in alone[:, 0]))
compare("no mask", None)
compare("mask turned round", ~token[:, None])
out = compare("mask", token[:, None])

target = torch.tensor([[0, 1, 2, -100, -100], [0, 1, 2, 3, 0]])
every = target.clamp(min=0)
for name, each in ("padding counts", every), ("padding ignored", target):
    cost = F.cross_entropy(out.flatten(0, 1), each.flatten())
    print(f"{name:16} cost {cost:.4f}")
costs = F.cross_entropy(out[token], target[token])
print(f"{'tokens only':16} cost {costs:.4f}")
