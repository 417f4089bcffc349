import torch

logits = torch.tensor([[2.0, 0.0], [0.0, 1.0], [3.0, 0.0], [0.0, 2.0]])
target = torch.tensor([[0], [1], [0], [1]])

predicted = logits.argmax(dim=1)
hits = predicted == target
print("shapes:", tuple(predicted.shape), tuple(target.shape))
print("compared:", tuple(hits.shape))
print("hits:", hits.sum().item(), "of", len(target))
print("accuracy:", hits.float().mean().item())
