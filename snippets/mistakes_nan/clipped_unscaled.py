import torch
import torch.nn.functional as F

w = torch.zeros(3, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=1.0)
scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)

scaler.scale(F.cross_entropy(w, torch.tensor(2))).backward()
scaler.unscale_(optimizer)
torch.nn.utils.clip_grad_norm_([w], max_norm=1.0)
scaler.step(optimizer)
print("step:", [round(-v, 4) + 0.0 for v in w.tolist()])
