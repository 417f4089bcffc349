import torch
import torch.nn.functional as F

target = torch.tensor([1.0, 0.0])
lucky_logits = torch.tensor([0.8, 0.3])
logits = torch.tensor([1.3, -2.0])

loss = F.binary_cross_entropy(lucky_logits, target)
right = F.binary_cross_entropy(lucky_logits.sigmoid(), target)
print(f"logits 0.8 and 0.3: reported {loss:.4f}, true {right:.4f}")
F.binary_cross_entropy(logits, target)  # raises RuntimeError
