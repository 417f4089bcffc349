import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0]])
target = torch.tensor([2])

loss = F.cross_entropy(logits, target)
probability = logits.softmax(dim=1)
print(f"loss, from the logits:  {loss:.4f}")
print("probability, to report:", [f"{p:.4f}" for p in probability[0]])
