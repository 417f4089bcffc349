import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, -torch.inf, 3.0]], requires_grad=True)
shares = torch.tensor([[0.0, 0.0, 1.0]])

allowed = logits.detach() > -torch.inf
log_p = logits.log_softmax(dim=1).masked_fill(~allowed, 0.0)
loss = -(shares * log_p).sum(dim=1).mean()
loss.backward()
print(f"loss: {loss:.4f}")
print("class number:", f"{F.cross_entropy(logits, torch.tensor([2])):.4f}")
print("gradient:", [round(g, 4) for g in logits.grad[0].tolist()])
