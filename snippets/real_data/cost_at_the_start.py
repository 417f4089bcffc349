import math

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

images, labels = load_digits(return_X_y=True)
pixels = torch.tensor(images, dtype=torch.float32)
target = torch.tensor(labels)
print(f"{len(pixels)} images, pixels from 0 to {pixels.max():.0f}")


def report(name, logits):
    print(f"{name}: cost {F.cross_entropy(logits, target):.3f}")


torch.manual_seed(0)
model = nn.Linear(64, 10)
print(f"ln 10 = {math.log(10):.3f}")
report("all logits 0", torch.zeros(len(target), 10))
report("random weights, pixels / 16", model(pixels / 16))
report("random weights, pixels as they are", model(pixels))
