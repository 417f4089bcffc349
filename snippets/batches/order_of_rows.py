import torch
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.arange(10))


def own():
    return torch.Generator().manual_seed(0)


def load(name, loader):
    print(f"{name:16}", [batch.tolist() for (batch,) in loader])


loader = DataLoader(data, batch_size=4, shuffle=True, generator=own())
load("epoch 0", loader)
load("epoch 1", loader)
load("same seed again", DataLoader(data, 4, shuffle=True, generator=own()))
load("drop_last", DataLoader(data, 4, True, drop_last=True, generator=own()))

print("no generator of its own, torch.manual_seed(0) before each:")
training, validation = DataLoader(data, 4, shuffle=True), DataLoader(data, 4)
torch.manual_seed(0)
load("training", training)
torch.manual_seed(0)
load("validation", validation)
load("  then training", training)
