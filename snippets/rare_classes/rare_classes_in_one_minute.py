import torch

share = torch.tensor([0.90, 0.09, 0.01])
said = torch.tensor([0.60, 0.10, 0.30])
print("classes as in training:  ", *(f"{p:.3f}" for p in said))
even = said / share / (said / share).sum()
print("equally frequent classes:", *(f"{p:.3f}" for p in even))
