import torch
import torch.nn.functional as F

target = torch.tensor([1.0, 0.0])
for scale in (1, 5, 50):
    logits = scale * torch.tensor([1.3, -2.0])
    loss = F.binary_cross_entropy_with_logits(logits.sigmoid(), target)
    right = F.binary_cross_entropy_with_logits(logits, target)
    print(f"scale {scale:2d}: reported {loss:.4f}, true {right:.4f}")
