import torch

torch.manual_seed(0)
weight = torch.randn(3, 2, requires_grad=True) * 0.01
print("a leaf:", weight.is_leaf)
torch.optim.SGD([weight], lr=0.1)  # raises ValueError
