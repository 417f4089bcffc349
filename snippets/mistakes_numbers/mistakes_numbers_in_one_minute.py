import torch

predicted, target = torch.tensor([0, 1, 0, 1]), torch.tensor([0, 1, 1, 1])
print("same shape:", predicted.shape == target.shape)
hits = (predicted == target).sum().item()
print("hits:", hits, "of", len(target), "accuracy:", hits / len(target))
