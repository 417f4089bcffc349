import torch

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)

probability = logits.softmax(dim=1)
print("has a history:", probability.requires_grad)
print("answers:", probability.numpy().argmax(axis=1))  # raises RuntimeError
