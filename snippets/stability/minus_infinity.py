import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, -torch.inf, 3.0]], requires_grad=True)
loss = F.cross_entropy(logits, torch.tensor([2]))
loss.backward()
print("softmax ", logits.softmax(dim=1).detach())
print("loss    ", f"{loss:.4f}")
print("gradient", logits.grad)

forbidden = F.cross_entropy(logits, torch.tensor([1]))
print("target at -inf:", forbidden.item())

one_hot = F.one_hot(torch.tensor([2]), 3).float()
print("one-hot target:", F.cross_entropy(logits, one_hot).item())
smooth = F.cross_entropy(logits, torch.tensor([2]), label_smoothing=0.1)
logits.grad = None
smooth.backward()
print("smoothed:", smooth.item(), "gradient", logits.grad)
p = logits.softmax(dim=1).detach()
print("entropy:", -(p * p.log()).sum().item(), "with xlogy:", end=" ")
print(f"{-torch.xlogy(p, p).sum().item():.4f}")

nothing = torch.full((3,), -torch.inf)
print("all at -inf:", nothing.softmax(dim=0))
print("logsumexp:", nothing.logsumexp(dim=0))
