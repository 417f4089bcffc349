import torch
import torch.nn.functional as F

background = torch.tensor([[8.0, 1.0, 3.0]])

without = background[:, 1:]
loss = F.cross_entropy(without, torch.tensor([2]) - 1)
print("probabilities:", [f"{p:.4f}" for p in without.softmax(dim=1)[0]])
print(f"loss of class 2: {loss:.4f}")
