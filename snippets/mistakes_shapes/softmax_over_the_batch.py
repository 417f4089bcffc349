import torch

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])

probability = logits.softmax(dim=0)
print("sums of the rows:   ", [f"{p:.4f}" for p in probability.sum(dim=1)])
print("sums of the columns:", [f"{p:.4f}" for p in probability.sum(dim=0)])

alone = logits[:1].softmax(dim=0)
print("the first row alone:", alone[0].tolist())
