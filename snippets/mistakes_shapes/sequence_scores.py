import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(2, 5, 3)
target = torch.randint(3, (2, 5))

print("2 sequences of 5 tokens, 3 classes")
print("logits:", tuple(logits.shape), "target:", tuple(target.shape))
loss = F.cross_entropy(logits, target)  # raises RuntimeError
