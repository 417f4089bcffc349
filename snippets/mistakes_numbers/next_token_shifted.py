import torch
import torch.nn.functional as F

tokens = torch.tensor([[3, 1, 4, 1, 5]])
following = torch.tensor([[1, 4, 1, 5, 0]])
copies = 10.0 * F.one_hot(tokens, num_classes=8).float()
foresees = 10.0 * F.one_hot(following, num_classes=8).float()


def loss(logits):
    scores, targets = logits[:, :-1], tokens[:, 1:]
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten())


print(f"repeats the token it reads: {loss(copies):.4f}")
print(f"foresees the next one:      {loss(foresees):.4f}")
