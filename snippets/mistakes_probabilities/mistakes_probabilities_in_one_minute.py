import torch
import torch.nn.functional as F

logits, target = torch.tensor([[10.0, 0.0, 0.0]]), torch.tensor([0])
p = logits.softmax(dim=1)
print(f"cross_entropy of logits        {F.cross_entropy(logits, target):7.4f}")
print(f"cross_entropy of probabilities {F.cross_entropy(p, target):7.4f}")
print(f"nll_loss of probabilities      {F.nll_loss(p, target):7.4f}")
