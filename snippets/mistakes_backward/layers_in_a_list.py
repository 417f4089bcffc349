import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 8), nn.Linear(8, 3)]


model = Model()
print("parameters:", len(list(model.parameters())))
torch.optim.SGD(model.parameters(), lr=0.1)  # raises ValueError
