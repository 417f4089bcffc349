import torch
import torch.nn.functional as F

target = torch.tensor([2])
losses = []
for scale in (1, 5, 50):
    logits = scale * torch.tensor([[1.0, 2.0, 3.0]])
    loss = F.nll_loss(logits.log_softmax(dim=1), target)
    losses.append(loss.item())
    print(f"scale {scale:2d}: {loss:.4f}")
