import torch
import torch.nn.functional as F

mask = torch.tensor([255.0, 0.0])
logits = torch.tensor([2.0, -3.0])

target = mask / 255
assert target.min() >= 0 and target.max() <= 1, target.unique()
loss = F.binary_cross_entropy_with_logits(logits, target)
of_p = F.binary_cross_entropy(logits.sigmoid(), target)
print(f"with logits:      {loss:.4f}")
print(f"of probabilities: {of_p:.4f}")
