import torch
import torch.nn.functional as F

w = torch.ones(3).half().requires_grad_()
optimizer = torch.optim.SGD([w], lr=0.0001)
target = torch.tensor(2)

F.cross_entropy(w.float(), target).backward()
optimizer.step()
print("gradient:", w.grad.dtype, [round(g, 4) for g in w.grad.tolist()])
print("after a step:", w.tolist())
print(f"next above 1: {1 + torch.finfo(w.dtype).eps:.4f}")

optimizer.zero_grad()
scaler = torch.amp.GradScaler("cpu")
scaler.scale(F.cross_entropy(w.float(), target)).backward()
scaler.step(optimizer)  # raises ValueError
