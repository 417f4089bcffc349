import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
first_batch = torch.tensor([2, 1]) - 1
second_batch = torch.tensor([3, 1]) - 1

first_loss = F.cross_entropy(logits, first_batch)
second_loss = F.cross_entropy(logits, second_batch)
print(f"labels 1 and 0: {first_loss:.4f}")
print(f"labels 2 and 0: {second_loss:.4f}")
