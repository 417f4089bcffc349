import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

x, target = map(torch.tensor, load_digits(return_X_y=True))
x /= 16
temperatures = torch.logspace(-1, 1, 201, dtype=torch.float64)
torch.manual_seed(0)
parts = torch.randperm(len(x)).split([200, 300, 300, 997])
layers = nn.Linear(64, 100), nn.ReLU(), nn.Linear(100, 10)
model = nn.Sequential(*layers).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for _ in range(100):
    optimizer.zero_grad()
    F.cross_entropy(model(x[parts[0]]), target[parts[0]]).backward()
    optimizer.step()
logits = model(x).detach()
of_fit, of_limit, of_test = [
    (logits[part], target[part]) for part in parts[1:]
]
costs = [F.cross_entropy(of_fit[0] / t, of_fit[1]) for t in temperatures]
fitted = temperatures[torch.stack(costs).argmin()].item()


def doubts(logits, target, temperature):
    doubt = 1 - (logits / temperature).softmax(dim=1)
    return doubt, doubt.gather(1, target[:, None]).flatten()


for temperature in 1.0, fitted:
    doubt, of_label = doubts(*of_test, temperature)
    least, answer = doubt.min(dim=1)
    wrong = answer != of_test[1]
    acting = []
    for threshold in range(51):
        rows = least <= threshold / 100
        told = rows.sum(), wrong[rows].sum(), least[rows].sum()
        acting.append([round(number.item(), 4) for number in told])
    ordered = doubts(*of_limit, temperature)[1].sort().values
    sets = []
    for alpha in range(1, 21):
        limit = ordered[300 - 301 * alpha // 100]
        size = (doubt <= limit).sum(dim=1)
        told = of_label <= limit, size == 0, size == 1, size
        sets.append([number.sum().item() for number in told])
    print([round(temperature, 2), len(doubt), acting, sets])
