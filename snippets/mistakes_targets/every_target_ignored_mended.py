import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
batches = [torch.tensor([2, -100]), torch.tensor([-100, -100])]

total, count = 0.0, 0
for batch in batches:
    loss = F.cross_entropy(logits, batch, reduction="sum")
    targets = (batch != -100).sum()
    (loss / targets.clamp(min=1)).backward()
    total += loss.item()
    count += targets.item()
print("gradient is finite:", logits.grad.isfinite().all().item())
print("targets that count:", count)
print(f"mean over the epoch: {total / count:.4f}")
