import torch

logits = torch.tensor([1000.0, 0.0])
print(logits.softmax(dim=0).log())
print(logits.log_softmax(dim=0))
