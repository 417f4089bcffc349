import torch
import torch.nn.functional as F

cap = 30.0
target = torch.tensor(1)  # class 0 leads, wrongly
print("      score        loss          gradient")
print("plain capped  plain capped    plain  capped")
for lead in (3.0, 30.0, 60.0, 100.0, 200.0):
    z = torch.tensor([lead, 0.0], requires_grad=True)
    capped = cap * torch.tanh(z / cap)
    plain, soft = F.cross_entropy(z, target), F.cross_entropy(capped, target)
    (slope,) = torch.autograd.grad(plain, z)
    (soft_slope,) = torch.autograd.grad(soft, z)
    print(f"{lead:5.0f} {capped[0]:6.2f} {plain:6.2f} {soft:6.2f}", end="  ")
    print(f"{slope[0]:7.4f} {soft_slope[0]:7.4f}")
