import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]])
mask = torch.tensor([2, 255])

loss = F.cross_entropy(logits, mask, ignore_index=255)
labelled = F.cross_entropy(logits[:1], mask[:1])
print(f"ignore_index=255:      {loss:.4f}")
print(f"the labelled row only: {labelled:.4f}")
