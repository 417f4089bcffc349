import torch
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.arange(10))


def shuffled(**options):
    own = torch.Generator().manual_seed(0)
    return DataLoader(data, 4, shuffle=True, generator=own, **options)


def load(name, loader):
    print(f"{name:16}", [batch.tolist() for (batch,) in loader])


loader = shuffled()
load("epoch 0", loader)
load("epoch 1", loader)
load("same seed again", shuffled())
load("drop_last", shuffled(drop_last=True))

print("no generator of its own, torch.manual_seed(0) before each:")
training, validation = DataLoader(data, 4, shuffle=True), DataLoader(data, 4)
torch.manual_seed(0)
load("training", training)
torch.manual_seed(0)
load("validation", validation)
load("  then training", training)
