import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits, target = torch.randn(8, 3), torch.randint(3, (8,))

whole = F.cross_entropy(logits, target)
parts = [slice(0, 7), slice(7, 8)]
losses = [F.cross_entropy(logits[part], target[part]) for part in parts]
print(f"whole batch:           {whole:.4f}")
print(f"mean of micro-batches: {sum(losses) / len(parts):.4f}")
