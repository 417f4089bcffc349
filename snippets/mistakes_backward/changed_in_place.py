import torch

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)

probability = logits.softmax(dim=1)
loss = -probability[:, 0].log().sum()
probability += 1e-8
loss.backward()  # raises RuntimeError
