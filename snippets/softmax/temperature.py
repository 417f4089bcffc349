import math

import torch


def softmax(z, temperature):
    return torch.softmax(z / temperature, dim=-1)


def entropy(p):
    return -torch.xlogy(p, p).sum(dim=-1)


z = torch.tensor([1.0, 2.0, 3.0])
for temperature in 0.01, 0.5, 1, 2, 10, 1000:
    p = softmax(z, temperature)
    shares = " ".join(f"{share:.4f}" for share in p)
    print(f"T = {temperature:<4}  {shares}  H = {entropy(p):.4f}")

print(f"ln 3 = {math.log(3):.4f}")
base_2 = z.exp2() / z.exp2().sum()
warm = softmax(z, 1 / math.log(2))
print("base 2 is T = 1 / ln 2:", torch.allclose(warm, base_2))
