import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

torch.manual_seed(0)
N, K = 256, 4096
logits, target = 3 * torch.randn(N, K), torch.randint(K, (N,))


def gradient(scale):
    low = logits.half().requires_grad_()
    (scale * F.cross_entropy(low.float(), target)).backward()
    return low.grad


exact = (logits.softmax(dim=1) - F.one_hot(target, K)).abs() / N
print("scale   zero   of the sum  infinite")
for power in (-8, 0, 8, 16, 24):
    g = gradient(2.0**power)
    zero = g == 0
    share = exact[zero].sum() / exact.sum()
    zeros, infinite = zero.float().mean(), g.isinf().sum()
    print(f"2^{power:<2}   {zeros:5.1%}  {share:10.2%}  {infinite:8}")

size = exact.flatten().log2()
fig, ax = plt.subplots(figsize=(4.8, 2.8), layout="constrained")
ax.hist(size, range(-44, -6), histtype="stepfilled", label="unscaled")
ax.hist(size + 16, range(-28, 10), histtype="step", label="times 2^16")
ax.axvspan(-24, 16, color="C2", alpha=0.2, label="float16")
ax.set(xlabel="power of two", yticks=[], ylabel="entries")
ax.legend()
plt.show()
