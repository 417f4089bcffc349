import torch
import torch.nn.functional as F

target = torch.tensor([1.0, 0.0])
logits = torch.tensor([1.3, -2.0])

loss = F.binary_cross_entropy_with_logits(logits, target)
two_steps = F.binary_cross_entropy(logits.sigmoid(), target)
print(f"logits into the loss with logits:  {loss:.4f}")
print(f"probabilities into the plain loss: {two_steps:.4f}")
