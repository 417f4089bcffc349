import torch

weight = torch.tensor([[-2.0, -1.0], [2.0, -1.0], [0.0, 2.0]])
bias = torch.tensor([0.0, 0.0, -3.0])

x = torch.tensor([[-1.6, 2.0], [-1.5, 2.0], [-1.4, 2.0]])
z = x @ weight.T + bias
print(z)
print(z.softmax(dim=1))
