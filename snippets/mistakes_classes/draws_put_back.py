import torch

torch.manual_seed(0)
for p in [0.7, 0.2, 0.1], [0.7, 0.3, 0.0]:
    drawn = torch.multinomial(torch.tensor(p), 10000, replacement=True)
    shares = drawn.bincount(minlength=3) / 10000
    print(f"probabilities {p}, drawn {[round(s, 2) for s in shares.tolist()]}")
