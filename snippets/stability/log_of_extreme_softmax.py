import torch
import torch.nn.functional as F

target = torch.tensor([2])

logits = torch.tensor([[1000.0, 0.0, -1000.0]], requires_grad=True)
log_probability = logits.softmax(dim=1).log()
loss = F.nll_loss(log_probability, target)
loss.backward()
print("log(softmax)  ", log_probability.tolist()[0])
print("  loss        ", loss.item())
print("  gradient    ", logits.grad.tolist()[0])

logits = torch.tensor([[1000.0, 0.0, -1000.0]], requires_grad=True)
loss = F.cross_entropy(logits, target)
loss.backward()
print("log_softmax   ", logits.log_softmax(dim=1).tolist()[0])
print("  loss        ", loss.item())
print("  gradient    ", logits.grad.tolist()[0])

x = torch.tensor([100.0, 0.0, -100.0])
print("no shift      ", (x - x.exp().sum(-1).log()).tolist())
