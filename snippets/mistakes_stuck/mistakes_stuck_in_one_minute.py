import math

import torch

target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
shares = target.bincount() / len(target)
print(f"ln K:                  {math.log(len(shares)):.4f}")
print(f"entropy of the labels: {-(shares * shares.log()).sum():.4f}")
print(f"ln 2:                  {math.log(2):.4f}")
