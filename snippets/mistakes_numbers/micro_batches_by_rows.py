import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits, target = torch.randn(8, 3), torch.randint(3, (8,))

whole = F.cross_entropy(logits, target)
total = 0
for part in slice(0, 7), slice(7, 8):
    loss = F.cross_entropy(logits[part], target[part], reduction="sum")
    total += loss / len(target)
print(f"whole batch:            {whole:.4f}")
print(f"sums over all the rows: {total:.4f}")
