import torch
import torch.nn.functional as F


def guarded_loss(logits, target):
    return -(logits.softmax(dim=0)[target] + 1e-8).log()


print("  gap  cross_entropy  with 1e-8  gradient")
for gap in (5.0, 10.0, 15.0, 20.0, 25.0, 1000.0):
    logits = torch.tensor([gap, 0.0, -gap], requires_grad=True)
    loss = guarded_loss(logits, target=1)
    loss.backward()
    true_loss = F.cross_entropy(logits, torch.tensor(1))
    gradient = logits.grad[0].item()
    print(f"{gap:5.0f}  {true_loss:13.4f}  {loss:9.4f}  {gradient:8.4f}")
