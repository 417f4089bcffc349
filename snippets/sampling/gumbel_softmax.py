import torch

torch.manual_seed(0)
z = torch.tensor([1.0, 0.5, 0.0])
p = torch.softmax(z, dim=0)
N = 200_000
gumbel = -(-torch.rand(N, 3).log()).log()
one_hot = torch.eye(3)[(z + gumbel).argmax(dim=1)]


def loss(y):
    return (y @ torch.tensor([0.0, 1.0, 3.0]) - 1) ** 2


def report(name, gradients):
    mean = " ".join(f"{g:6.3f}" for g in gradients.mean(dim=0))
    spread = gradients.var(dim=0).sum().sqrt()
    print(f"{name:25}  {mean}  {spread:.2f}")


costs = loss(torch.eye(3))
print(f"{'':25}  {'mean gradient':20}  spread")
report("exact", (p * (costs - p @ costs)).expand(2, 3))
report("score function", loss(one_hot)[:, None] * (one_hot - p))
for tau in 2.0, 1.0, 0.5, 0.1:
    for name in "Gumbel-softmax", "straight-through":
        logits = z.expand(N, 3).clone().requires_grad_()
        y = torch.softmax((logits + gumbel) / tau, dim=1)
        if name == "straight-through":
            y = one_hot - y.detach() + y
        loss(y).sum().backward()
        report(f"{name}, tau {tau}", logits.grad)
