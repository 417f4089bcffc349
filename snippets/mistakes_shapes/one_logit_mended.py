import torch
import torch.nn.functional as F

logits = torch.tensor([[1.3], [-2.0]])
target = torch.tensor([[1.0], [0.0]])

loss = F.binary_cross_entropy_with_logits(logits, target)
two_logits = torch.cat([torch.zeros(2, 1), logits], dim=1)
two_logits_loss = F.cross_entropy(two_logits, torch.tensor([1, 0]))
print(f"one logit, binary loss: {loss:.4f}")
print(f"two logits (0, z):      {two_logits_loss:.4f}")
