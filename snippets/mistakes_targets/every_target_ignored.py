import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
batches = [torch.tensor([2, -100]), torch.tensor([-100, -100])]

losses = torch.stack([F.cross_entropy(logits, batch) for batch in batches])
print("losses:", [round(loss.item(), 4) for loss in losses])
print("mean over the epoch:", losses.mean().item())

losses[1].backward()
print("gradient of the second:", logits.grad.tolist())

mask = batches[1] != -100
rows = F.cross_entropy(logits, batches[1].clamp(min=0), reduction="none")
by_hand = (rows * mask).sum() / mask.sum()
(gradient,) = torch.autograd.grad(by_hand, logits)
print(f"by hand: loss {by_hand.item()}, gradient {gradient[0].tolist()}")
