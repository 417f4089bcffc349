import torch
import torch.nn.functional as F

labels = torch.tensor([0.0, 2.0, 1.0])

F.one_hot(labels, num_classes=3)  # raises RuntimeError
