import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, -torch.inf, 3.0]], requires_grad=True)
number, shares = torch.tensor([2]), torch.tensor([[0.0, 0.0, 1.0]])

print("class number:  ", F.cross_entropy(logits, number).item())
print("probabilities: ", F.cross_entropy(logits, shares).item())
smooth = F.cross_entropy(logits, number, label_smoothing=0.1)
print("label smoothing:", smooth.item())
