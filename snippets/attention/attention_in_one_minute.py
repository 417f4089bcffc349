import torch

q = torch.tensor([[2.0, 0.0], [0.0, 2.0], [2.0, 2.0]])
k, v = q, torch.tensor([[1.0], [2.0], [3.0]])
scores = q @ k.T / 2**0.5
later = torch.ones(3, 3).triu(1).bool()
weights = scores.masked_fill(later, -torch.inf).softmax(dim=-1)
print(weights)
print("means", (weights @ v).flatten())
