import warnings

import torch

warnings.simplefilter("ignore")
logits = torch.tensor([[0.0, 1000.0]], requires_grad=True)

with torch.autograd.set_detect_anomaly(True):
    probability = logits.softmax(dim=1)
    loss = probability.log().clamp(min=-100).sum()
    print("loss:", loss.item())
    loss.backward()  # raises RuntimeError
