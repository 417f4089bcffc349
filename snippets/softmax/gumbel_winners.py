import torch


def winner_shares(z, noise):
    winners = (z + noise).argmax(dim=-1)
    return winners.bincount(minlength=len(z)) / len(noise)


torch.manual_seed(0)
torch.set_printoptions(precision=3)
z = torch.tensor([1.0, 2.0, 3.0])
gumbel = -torch.log(-torch.log(torch.rand(1_000_000, 3)))
normal = torch.randn(1_000_000, 3)

print("softmax", torch.softmax(z, dim=-1))
print("Gumbel ", winner_shares(z, gumbel))
print("normal ", winner_shares(z, normal))
