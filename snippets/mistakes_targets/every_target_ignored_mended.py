import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
batches = [torch.tensor([2, -100]), torch.tensor([-100, -100])]

total, count = 0.0, 0
for batch in batches:
    total += F.cross_entropy(logits, batch, reduction="sum").item()
    count += (batch != -100).sum().item()
print("targets that count:", count)
print(f"mean over the epoch: {total / count:.4f}")
