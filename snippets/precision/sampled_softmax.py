import torch
import torch.nn.functional as F

torch.manual_seed(0)
K, rounds, y = 1000, 4000, 9
frequency = 1 / torch.arange(1, K + 1).double()
logits = frequency.log() + torch.randn(K)
exact = F.cross_entropy(logits, torch.tensor(y))
print(f"exact loss: {exact:.4f}")


def bias(draw, count, corrected):
    """Mean of the sampled loss minus the exact one, and its interval."""
    q = draw.clone()
    q[y] = 0  # the target is always there, and never drawn
    q /= q.sum()
    drawn = q.multinomial(rounds * count, replacement=True)
    z = logits[drawn] - corrected * (count * q[drawn]).log()
    z = torch.hstack([logits[y].expand(rounds, 1), z.view(rounds, count)])
    off = z.logsumexp(dim=1) - logits[y] - exact
    mean = round(off.mean().item(), 3) + 0.0  # no minus before a zero
    return f"{mean:6.3f} ± {1.96 * off.std() / rounds**0.5:.3f}"


for name, draw, corrected in (
    ("uniform", torch.ones(K), True),
    ("by frequency", frequency, True),
    ("by softmax", logits.exp(), True),
    ("uncorrected", frequency, False),
):
    print(f"{name:12}", end="")
    for count in (8, 32, 128):
        print(f"  {count:3}: {bias(draw, count, corrected)}", end="")
    print()
