import torch
import torch.nn.functional as F

target = torch.tensor([2])
for scale in (1, 5, 50):
    logits = scale * torch.tensor([[1.0, 2.0, 3.0]])
    loss = F.nll_loss(logits.softmax(dim=1), target)
    print(f"scale {scale:2d}: {loss:.4f}")
