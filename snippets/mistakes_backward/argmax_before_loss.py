import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
target = torch.tensor([2, 0])

predicted = logits.argmax(dim=1).float()
loss = F.mse_loss(predicted, target.float())
print(f"loss: {loss:.4f}")
loss.backward()  # raises RuntimeError
