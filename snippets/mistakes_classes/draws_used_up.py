import torch

torch.manual_seed(0)
for p in [0.7, 0.2, 0.1], [0.7, 0.3, 0.0]:
    drawn = torch.multinomial(torch.tensor(p), num_samples=3)
    print(f"probabilities {p}, drawn {drawn.sort().values.tolist()}")

torch.multinomial(torch.tensor(p), num_samples=4)  # raises RuntimeError
