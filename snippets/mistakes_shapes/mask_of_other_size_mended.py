import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(1, 3, 2, 2)
mask = torch.tensor([[0, 0, 0, 2]]).expand(1, 4, 4)

wide = F.interpolate(logits, size=mask.shape[1:], mode="bilinear")
loss = F.cross_entropy(wide, mask)
print("logits:", tuple(wide.shape), "mask:", tuple(mask.shape))
print(f"loss: {loss:.4f}")

small = F.interpolate(mask[:, None].float(), size=(2, 2), mode="bilinear")
print("classes of the mask:", mask.unique().tolist())
print("after a mean:       ", small.unique().long().tolist())
