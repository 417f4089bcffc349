import torch
import torch.nn.functional as F

END = 2
tokens = torch.tensor([[5, 7, END, END, END], [6, 5, 7, 4, END]])

labels = tokens.masked_fill(tokens == END, -100)
print("labels:", labels.tolist())
logits = torch.zeros(2, 5, 8, requires_grad=True)
loss = F.cross_entropy(logits.flatten(0, 1), labels.flatten())
loss.backward()
push = -logits.grad[..., END].sum()
print(f"push on the end token: {push:.4f}")
