import torch

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)

probability = logits.softmax(dim=1)
loss = -probability[:, 0].log().sum()
shown = probability + 1e-8
loss.backward()
print(f"loss: {loss:.4f}")
print("gradient is finite:", logits.grad.isfinite().all().item())
