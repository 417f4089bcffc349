import torch

S, N, D, G, M = 5, 128, 8, 8, 8  # seeds, rows, features, groups, members
torch.manual_seed(0)
x = torch.randn(S, N, D)
groups = torch.randn(S, G, 1, D)
weight = (groups + 0.5 * torch.randn(S, G, M, D)).view(S, G * M, D)
log_p = (x @ weight.mT).log_softmax(dim=2)
shuffled = torch.randperm(G * M)


def one_level(z):
    return z.log_softmax(dim=2)


def two_levels(z):
    """log-probability of each class: that of its group, and that within."""
    group = z[..., :G].log_softmax(dim=2)
    member = z[..., G:].view(S, N, G, M).log_softmax(dim=3)
    return (group[..., None] + member).view(S, N, G * M)


def left_over(log_softmax, scores, log_p):
    """Divergence, in the mean of the rows, after 300 steps."""
    weight = torch.zeros(S, scores, D, requires_grad=True)
    optimizer = torch.optim.Adam([weight], lr=0.05)
    for _ in range(300):
        log_q = log_softmax(x @ weight.mT)
        divergence = (log_p.exp() * (log_p - log_q)).sum(dim=2).mean(dim=1)
        optimizer.zero_grad()
        divergence.sum().backward()
        optimizer.step()
    return divergence.detach().abs()  # of rounding, it may be negative


for name, of_scores, scores, wanted in (
    ("one level", one_level, G * M, log_p),
    ("two levels, alike", two_levels, G + G * M, log_p),
    ("two levels, shuffled", two_levels, G + G * M, log_p[..., shuffled]),
):
    left = left_over(of_scores, scores, wanted)
    print(f"{name:20}  {left.min():.3f} to {left.max():.3f}")
