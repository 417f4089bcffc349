import torch


def focal(p, gamma):
    return -((1 - p) ** gamma) * torch.log(p)


p = torch.linspace(0.001, 0.999, 999, dtype=torch.float64)
shares = [0.1, 0.3, 0.6, 0.9, 0.99]
print("it happens in:   ", *(f"{share:5.2f}" for share in shares))
for gamma in 0, 1, 2, 5:
    best = []
    for share in shares:
        cost = share * focal(p, gamma) + (1 - share) * focal(1 - p, gamma)
        best.append(p[cost.argmin()].item())
    print(
        f"gamma {gamma}: p is best at", *(f"{number:.3f}" for number in best)
    )
