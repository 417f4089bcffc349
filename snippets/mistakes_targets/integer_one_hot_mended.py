import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
one_hot = F.one_hot(torch.tensor([2, 0]), num_classes=3)

loss = F.cross_entropy(logits, one_hot.argmax(dim=1))
loss_from_probability = F.cross_entropy(logits, one_hot.float())
print(f"class indices:       {loss:.4f}")
print(f"float probabilities: {loss_from_probability:.4f}")
