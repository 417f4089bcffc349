import torch
import torch.nn.functional as F

for *rest, scores in (8, 3), (8, 5, 3):
    logits = torch.zeros(*rest, scores).transpose(1, -1)
    target = torch.zeros(*rest, dtype=torch.int64)
    loss = F.cross_entropy(logits, target)
    print(tuple(logits.shape), tuple(target.shape), f"{loss:.4f}")
