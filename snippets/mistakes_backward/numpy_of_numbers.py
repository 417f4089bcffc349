import numpy as np
import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
target = torch.tensor([2, 0])

F.cross_entropy(logits, target).backward()

probability = logits.detach().softmax(dim=1).numpy()
print("answers:", probability.argmax(axis=1))
pushes = (probability - np.eye(3)[target]) / 2
print(f"gradient by NumPy:   {pushes[0].round(4)}")
print(f"gradient by PyTorch: {logits.grad[0].numpy().round(4)}")
