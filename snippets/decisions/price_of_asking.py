import torch
import torch.nn.functional as F
from scipy import stats
from sklearn.datasets import load_digits
from torch import nn

x, target = map(torch.tensor, load_digits(return_X_y=True))
x /= 16
temperatures = torch.logspace(-1, 1, 201, dtype=torch.float64)


def train(seed):
    """Logits and labels of the test rows, and the temperature that fits."""
    torch.manual_seed(seed)
    learn, own, test = torch.randperm(len(x)).split([200, 300, 1297])
    layers = nn.Linear(64, 100), nn.ReLU(), nn.Linear(100, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(100):
        optimizer.zero_grad()
        F.cross_entropy(model(x[learn]), target[learn]).backward()
        optimizer.step()
    z = model(x).detach()
    costs = [F.cross_entropy(z[own] / t, target[own]) for t in temperatures]
    return z[test], target[test], temperatures[torch.stack(costs).argmin()]


def decide(logits, target, price):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    ask = 1 - confidence > price
    wrong = (answer != target).double()
    promised = torch.where(ask, price, 1 - confidence).mean()
    return ask.double().mean(), promised, torch.where(ask, price, wrong).mean()


runs = [train(seed) for seed in range(5)]
for price in 0.02, 0.1, 0.3:
    raw = torch.tensor([decide(z, y, price) for z, y, _ in runs])
    fitted = torch.tensor([decide(z / T, y, price) for z, y, T in runs])
    for name, told in ("as it is", raw), ("fitted T", fitted):
        asked, promised, paid = told.mean(dim=0)
        print(f"price {price}, {name}: asks {asked:.3f}", end=", ")
        print(f"promises {promised:.4f}, pays {paid:.4f}")
    saved = raw[:, 2] - fitted[:, 2]
    error = stats.t.ppf(0.975, 4) * saved.std() / 5**0.5
    print(f"  saved {saved.mean():.4f} ± {error:.4f}")
