import torch
import torch.nn.functional as F

x, target = torch.full((1, 70), 10.0), torch.tensor([1])
weight = torch.tensor([[1.0], [100.0]]).expand(2, 70)

logits = F.linear(x.half(), weight.half())
print("float16 logits:", logits.tolist())
print("loss:", F.cross_entropy(logits.float(), target).item())

logits = torch.tensor([[11.0625, 0.3]]).bfloat16()
print("bfloat16 loss:", F.cross_entropy(logits, target).item())
wide = F.cross_entropy(logits.float(), target)
print(f"the same logits in float32: {wide:.4f}")
