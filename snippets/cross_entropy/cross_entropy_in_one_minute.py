import torch
import torch.nn.functional as F

logits, target = torch.tensor([[2.0, 1.0, 0.1]]), torch.tensor([0])
print(F.cross_entropy(logits, target))
print(-logits.softmax(dim=1)[0, 0].log())
