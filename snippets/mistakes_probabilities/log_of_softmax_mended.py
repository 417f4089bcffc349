import torch

logits = torch.tensor([0.0, 110.0], requires_grad=True)

loss = -logits.log_softmax(dim=0)[0]
loss.backward()
print("loss:", loss.item())
print("gradient:", logits.grad.tolist())
