import torch
import torch.nn.functional as F

logits = torch.tensor([[4.0, 0.0, 1.0], [0.0, 1.0, 3.0]])
target = torch.tensor([0, 2])

all_rows = F.cross_entropy(logits, target)
ignored = F.cross_entropy(logits, target, ignore_index=0)
print(f"both rows: {all_rows:.4f}, class 0 ignored: {ignored:.4f}")

background = torch.tensor([[8.0, 1.0, 3.0]])
p = background.softmax(dim=1)[0]
loss = F.cross_entropy(background, torch.tensor([2]), ignore_index=0)
print("probabilities:", [f"{share:.4f}" for share in p])
print(f"loss of class 2: {loss:.4f}")
