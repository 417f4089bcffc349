import torch
import torch.nn.functional as F

w = torch.ones(3, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.0001)
scaler = torch.amp.GradScaler("cpu")

low = w.half()  # in a model, autocast does this
scaler.scale(F.cross_entropy(low.float(), torch.tensor(2))).backward()
print("gradient:", w.grad.dtype)
scaler.step(optimizer)
print("after a step:", [round(v, 6) for v in w.tolist()])

p = torch.ones(3).softmax(dim=0)
by_hand = 1 - 0.0001 * (p - F.one_hot(torch.tensor(2), 3))
print("by hand:     ", [round(v, 6) for v in by_hand.tolist()])
