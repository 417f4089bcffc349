import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits, target = 4 * torch.randn(256, 1000), torch.arange(256)
exact = F.cross_entropy(logits, target, reduction="none")

low = logits.bfloat16()
for name, scores in {"bfloat16": low, "float32": low.float()}.items():
    loss = F.cross_entropy(scores, target, reduction="none")
    off = (loss - exact).abs().mean()
    print(f"loss in {name}: off by {off:.3f}")
