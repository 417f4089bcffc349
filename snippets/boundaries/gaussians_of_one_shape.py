import torch
from torch.distributions import Normal

mean = torch.tensor([[-2.0, 0.0], [2.0, 0.0], [0.0, 3.0]])
share = torch.tensor([0.5, 0.3, 0.2])


def bayes(x, scale):
    density = Normal(mean, scale).log_prob(x[:, None]).sum(dim=2)
    joint = density + share.log()
    return torch.softmax(joint, dim=1)


def linear(scale):
    weight = mean / scale**2
    return weight, share.log() - (weight * mean).sum(dim=1) / 2


one_shape = torch.tensor([1.5, 1.0])
weight, bias = linear(one_shape)
print("weight", weight, "bias", bias, sep="\n")

torch.manual_seed(0)
x = 4 * torch.randn(1000, 2)
p = torch.softmax(x @ weight.T + bias, dim=1)
same = torch.allclose(p, bayes(x, one_shape), atol=1e-5)
print("Bayes and softmax of linear scores agree on 1000 points:", same)

two_shapes = torch.tensor([[1.5, 1.0], [1.0, 1.0], [1.5, 1.0]])
line = torch.stack([torch.linspace(-2, 2, 5), torch.zeros(5)], dim=1)
for name, scale in ("one shape", one_shape), ("two shapes", two_shapes):
    p = bayes(line, scale)
    odds = (p[:, 1] / p[:, 0]).log()
    print(f"{name:10}  log(p1 / p0):", [f"{o:.3f}" for o in odds])
