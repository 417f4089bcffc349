import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 3)])


model = Model()
print("parameters:", len(list(model.parameters())))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print("to be optimised:", len(optimizer.param_groups[0]["params"]))
