import torch

scores = torch.tensor([1.0, 2.0, -3.0])

torch.multinomial(scores, num_samples=1)  # raises RuntimeError
