import torch

torch.manual_seed(0)
scores = torch.tensor([1.0, 2.0, -3.0])

probability = scores.softmax(dim=0)
drawn = torch.multinomial(probability, num_samples=10000, replacement=True)
print("probability:", [f"{p:.3f}" for p in probability])
print("drawn:      ", [f"{n / 10000:.3f}" for n in drawn.bincount()])
