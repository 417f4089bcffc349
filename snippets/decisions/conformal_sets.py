import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from scipy.stats import betabinom
from sklearn.datasets import load_digits
from torch import nn

x, target = map(torch.tensor, load_digits(return_X_y=True))
x /= 16
torch.manual_seed(0)
learn, rest = torch.randperm(len(x)).split([200, 1597])
layers = nn.Linear(64, 100), nn.ReLU(), nn.Linear(100, 10)
model = nn.Sequential(*layers).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for _ in range(100):
    optimizer.zero_grad()
    F.cross_entropy(model(x[learn]), target[learn]).backward()
    optimizer.step()
y, strange = target[rest], 1 - model(x[rest]).detach().softmax(dim=1)
of_label = strange.gather(1, y[:, None]).flatten()
n = 100


def cover(alpha, draws=1000):
    place = n + 1 - int((n + 1) * alpha)
    told = torch.zeros(draws, 3)
    for draw in range(draws):
        own, test = torch.randperm(len(y)).split([n, len(y) - n])
        limit = of_label[own].sort().values[place - 1]
        told[draw, 0] = (of_label[test] <= limit).double().mean()
        told[draw, 1] = (of_label[test[y[test] == 8]] <= limit).double().mean()
        told[draw, 2] = (strange[test] <= limit).sum() / len(test)
    return place, told


print("alpha  5% below   covered of eights   classes")
for alpha in 0.01, 0.05, 0.1:
    place, told = cover(alpha)
    means = told[:, 0].quantile(0.05), *told.mean(dim=0)
    print(f"{alpha:5}", *(f"{mean:9.3f}" for mean in means))
edges = torch.arange(0.775, 1, 0.01)
law = betabinom(len(y) - n, place, n + 1 - place).cdf(edges * (len(y) - n))
fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
ax.hist(told[:, 0], edges, label="1000 draws")
ax.plot(edges[:-1] + 0.005, 1000 * (law[1:] - law[:-1]), "o-", label="the law")
ax.set(xlabel="share of labels covered", ylabel="draws")
ax.legend()
plt.show()
