import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

images, labels = load_digits(return_X_y=True)
torch.manual_seed(0)
learn = torch.randperm(len(images))[:1280]
x = torch.tensor(images / 16)[learn]
target = torch.tensor(labels)[learn]
N = len(x)

model = nn.Linear(64, 10).double()
error = torch.softmax(model(x), dim=1) - F.one_hot(target, 10)
row_gradients = (error[:, :, None] * x[:, None, :]).flatten(1).detach()
from_mean = row_gradients - row_gradients.mean(dim=0)
spread = (from_mean**2).sum(dim=1).mean()


def noise(size):
    drawn = [torch.randperm(N)[:size] for _ in range(200)]
    off = torch.stack([from_mean[rows].mean(dim=0) for rows in drawn])
    return (off**2).sum(dim=1).mean().sqrt()


def train(size, seed, epochs=4):
    torch.manual_seed(seed)
    model = nn.Linear(64, 10).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(epochs):
        for rows in torch.randperm(N).split(size):
            optimizer.zero_grad()
            F.cross_entropy(model(x[rows]), target[rows]).backward()
            optimizer.step()
    return F.cross_entropy(model(x), target).item()


print("rows  steps  noise    law  cost")
for size in (32, 128, 512, N):
    law = (spread / size * (N - size) / (N - 1)).sqrt()
    costs = [train(size, seed) for seed in range(5)]
    print(
        f"{size:4}  {-(-N // size):5}  {noise(size):.3f}  {law:.3f}", end="  "
    )
    print(f"{min(costs):.3f} to {max(costs):.3f}")
