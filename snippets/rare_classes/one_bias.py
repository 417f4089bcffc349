import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
few, many = 20, 200
x = torch.cat([torch.randn(few) + 1, torch.randn(many) - 1])[:, None]
y = torch.cat([torch.ones(few), torch.zeros(many)])
ratio = torch.tensor(many / few)
copies = torch.cat([torch.arange(few)] * 10 + [torch.arange(few, len(x))])


def fit(name, loss):
    model = nn.Linear(1, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.2)
    for _ in range(200):
        optimizer.zero_grad()
        loss(model(x)[:, 0]).backward()
        optimizer.step()
    weight, bias = model.weight.item(), model.bias.item()
    said = torch.sigmoid(model(x)).mean().item()
    print(f"{name:14} {weight:6.3f} {bias:7.3f} {said:17.3f}")


bce = F.binary_cross_entropy_with_logits
print("               weight    bias  mean probability")
fit("plain", lambda z: bce(z, y))
fit("pos_weight=10", lambda z: bce(z, y, pos_weight=ratio))
fit("ten copies", lambda z: bce(z[copies], y[copies]))
fit("adjusted loss", lambda z: bce(z - ratio.log(), y))
print(f"ln 10 = {ratio.log():.3f}, share of class 1 = {y.mean():.3f}")
