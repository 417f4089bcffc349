import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(2, 3, 3)
target = torch.randint(3, (2, 3))

loss = F.cross_entropy(logits, target)
first, second = (F.cross_entropy(logits[n], target[n]) for n in range(2))
print("2 sequences of 3 tokens, 3 classes")
print(f"reported:             {loss:.4f}")
print(f"sequence by sequence: {(first + second) / 2:.4f}")
