import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
first_batch = torch.tensor([2, 1])
second_batch = torch.tensor([3, 1])

loss = F.cross_entropy(logits, first_batch)
print(f"labels 2 and 1: {loss:.4f}, and no complaint")
F.cross_entropy(logits, second_batch)  # raises IndexError
