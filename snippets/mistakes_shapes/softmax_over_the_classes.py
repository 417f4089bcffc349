import torch

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])

probability = logits.softmax(dim=-1)
for row in probability:
    print([f"{p:.4f}" for p in row], f"sum {row.sum():.4f}")
