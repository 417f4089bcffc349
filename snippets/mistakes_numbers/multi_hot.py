import torch
import torch.nn.functional as F

target = torch.tensor([[1.0, 1.0, 0.0]])
for scale in (1, 10, 100):
    logits = scale * torch.tensor([[1.0, 1.0, -1.0]], requires_grad=True)
    loss = F.cross_entropy(logits, target)
    print(f"scale {scale:3d}: {loss:.4f}")
print("sum of the target:", target.sum().item())
print("softmax:", [f"{p:.4f}" for p in logits.softmax(dim=1)[0]])
