import torch

logits = torch.tensor([[0.0, 1000.0]], requires_grad=True)

with torch.autograd.set_detect_anomaly(True):
    loss = logits.log_softmax(dim=1).clamp(min=-100).sum()
    loss.backward()
print("loss:", loss.item())
print("gradient:", logits.grad.tolist())
