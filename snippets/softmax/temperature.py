import torch


def softmax(z, temperature):
    return torch.softmax(z / temperature, dim=-1)


def entropy(p):
    return torch.special.entr(p).sum(dim=-1)


z = torch.tensor([1.0, 2.0, 3.0])
for temperature in 0.01, 0.5, 1, 2, 10, 1000:
    p = softmax(z, temperature)
    shares = " ".join(f"{share:.4f}" for share in p)
    print(f"T = {temperature:<4}  {shares}  H = {entropy(p):.4f}")

ln_2, ln_3 = torch.tensor([2.0, 3.0]).log()
print(f"ln 3 = {ln_3:.4f}")
base_2 = z.exp2() / z.exp2().sum()
print("base 2 is T = 1 / ln 2:", torch.allclose(softmax(z, 1 / ln_2), base_2))
