import torch

losses = torch.tensor([0.5, 2.5])
probabilities = torch.exp(-losses)

print(f"exp of the mean loss          {losses.mean().exp():.4f}")
print(f"mean of the exponentials      {losses.exp().mean():.4f}")
print(f"1 / geometric mean of the p   {probabilities.prod() ** -0.5:.4f}")
