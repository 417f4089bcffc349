import torch
import torch.nn.functional as F

target = torch.tensor([[1.0, 1.0, 0.0]])
for scale in (1, 10, 100):
    logits = scale * torch.tensor([[1.0, 1.0, -1.0]])
    loss = F.binary_cross_entropy_with_logits(logits, target)
    print(f"scale {scale:3d}: {loss:.4f}")
print("sigmoid:", [f"{p:.4f}" for p in logits.sigmoid()[0]])
