import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(4, 8),
    nn.BatchNorm1d(8),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(8, 3),
)
x = torch.randn(6, 4)

print("               same twice  mean moves  gradient")
for mode in "train", "eval":
    for graph in True, False:
        getattr(model, mode)()
        before = model[1].running_mean.clone()
        with torch.set_grad_enabled(graph):
            first, second = model(x), model(x)
        same = torch.equal(first, second)
        moves = not torch.equal(before, model[1].running_mean)
        print(f"{mode:5} {'' if graph else 'no_grad':7}", end="  ")
        print(f"{same!s:10}  {moves!s:10}  {first.requires_grad}")

print("one row in eval():", tuple(model(x[:1]).shape))
model.train()
model(x[:1])  # raises ValueError
