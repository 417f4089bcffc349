import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0]])
target = torch.tensor([2])
once = logits.log_softmax(dim=1)
twice = once.log_softmax(dim=1)

print(f"logits          {F.cross_entropy(logits, target):.6f}")
print(f"log_softmax     {F.cross_entropy(once, target):.6f}")
print(f"log_softmax x 2 {F.cross_entropy(twice, target):.6f}")
print(f"softmax         {F.cross_entropy(once.exp(), target):.6f}")
print(f"normaliser of log_softmax: {once.logsumexp(dim=1).abs().item():.6f}")
print(f"normaliser of softmax:     {once.exp().logsumexp(dim=1).item():.6f}")
