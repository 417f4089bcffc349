import torch
import torch.nn.functional as F

logits, target = torch.tensor([[10.0, 0.0, 0.0]]), torch.tensor([0])
print(F.cross_entropy(logits, target))
print(F.cross_entropy(logits.softmax(dim=1), target))
