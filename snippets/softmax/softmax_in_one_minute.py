import torch

logits = torch.tensor([2.0, 1.0, 0.1])
print(torch.softmax(logits, dim=0))
