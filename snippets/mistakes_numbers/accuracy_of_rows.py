import torch

logits = torch.tensor([[2.0, 0.0], [0.0, 1.0], [3.0, 0.0], [0.0, 2.0]])
target = torch.tensor([[0], [1], [0], [1]]).squeeze(dim=1)

predicted = logits.argmax(dim=1)
assert predicted.shape == target.shape
hits = predicted == target
print("hits:", hits.sum().item(), "of", len(target))
print("accuracy:", hits.float().mean().item())
