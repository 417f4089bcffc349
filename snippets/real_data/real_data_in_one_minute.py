import torch

chance = torch.tensor([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4]])
target = torch.tensor([0, 1, 1, 0])
confidence, guess = chance.max(dim=1)
print(f"mean confidence {confidence.mean():.2f}")
print(f"accuracy        {(guess == target).float().mean():.2f}")
