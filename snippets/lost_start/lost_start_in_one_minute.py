import torch

for drawn in 0, 0, 1:
    torch.manual_seed(1)
    torch.rand(drawn)
    bias = torch.nn.Linear(4, 3).bias[0]
    print(f"{drawn} drawn before: {bias:.4f}")
