import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

images, labels = load_digits(return_X_y=True)
torch.manual_seed(0)
order = torch.randperm(len(images))
x = torch.tensor(images / 16)[order]
target = torch.tensor(labels)[order]
FAULTS = ["none", "pixels up to 16", "other parameters", "softmax twice"]
FAULTS += ["no zero_grad", "labels shifted"]


def train(fault, seed, steps, draw):
    torch.manual_seed(seed)
    model, other = (nn.Linear(64, 10).double() for _ in range(2))
    trained = other if fault == "other parameters" else model
    optimizer = torch.optim.SGD(trained.parameters(), lr=1.0)
    scale = 16 if fault == "pixels up to 16" else 1
    shift = 1 if fault == "labels shifted" else 0

    def cost(rows):
        scores = model(scale * x[rows])
        if fault == "softmax twice":
            scores = scores.softmax(dim=1)
        return F.cross_entropy(scores, target[rows + shift])

    costs = []
    for _ in range(steps):
        value = cost(draw())
        if fault != "no zero_grad":
            optimizer.zero_grad()
        value.backward()
        optimizer.step()
        costs.append(value.item())
    return costs[0], costs[-1], cost(torch.arange(1000, 1796)).item()


print(f"{'fault':16}   first cost     one batch    validation")
for fault in FAULTS:
    numbers = []
    for seed in range(5):
        first, last, _ = train(fault, seed, 40, lambda: torch.arange(16))
        *_, kept = train(fault, seed, 60, lambda: torch.randint(1000, (64,)))
        numbers.append((first, last, kept))
    ends = zip(*torch.tensor(numbers).aminmax(dim=0), strict=True)
    print(f"{fault:16}", *(f"{low:5.2f} to {high:5.2f}" for low, high in ends))
