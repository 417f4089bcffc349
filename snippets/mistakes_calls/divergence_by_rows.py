import torch
import torch.nn.functional as F

q = torch.tensor([[0.2, 0.3, 0.5], [0.1, 0.8, 0.1]])
p = torch.tensor([[0.5, 0.25, 0.25], [0.2, 0.6, 0.2]])

loss = F.kl_div(q.log(), p, reduction="batchmean")
rows = (p * (p / q).log()).sum(dim=1)
print(f"kl_div: {loss:.4f}")
print(f"mean divergence of a row: {rows.mean():.4f}")
