import torch

z = torch.tensor([2.0, 1.0, 0.1, -1.0])
halves = torch.stack([half.logsumexp(dim=0) for half in z.chunk(2)])
print(z.logsumexp(dim=0), halves.logsumexp(dim=0))
print(z.mean(), torch.stack([half.mean() for half in z.chunk(2)]).mean())
