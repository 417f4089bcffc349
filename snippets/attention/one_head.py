import torch
import torch.nn.functional as F

torch.manual_seed(0)
q, k, v = torch.randn(2, 4), torch.randn(5, 4), torch.randn(5, 3)


def attend(q, k, v):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return scores.softmax(dim=-1) @ v


def show(name, row):
    print(f"{name:10}", " ".join(f"{number:7.4f}" for number in row))


for n, query in enumerate(q):
    scores = torch.stack([query @ key for key in k]) / 2
    p = F.softmax(scores, dim=0)
    show(f"weights {n}", p)
    show("  by hand", sum(p[m] * v[m] for m in range(5)))
    show("  at once", attend(q, k, v)[n])
    show("  PyTorch", F.scaled_dot_product_attention(q, k, v)[n])

order = torch.tensor([3, 0, 4, 1, 2])
same = torch.allclose(attend(q, k[order], v[order]), attend(q, k, v))
print("keys and values in another order, same answer:", same)
