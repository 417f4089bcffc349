import math

import torch
import torch.nn.functional as F

target = torch.tensor([2])
for name, logits in {
    "guess among 3": [0.0, 0.0, 0.0],
    "logits 1, 2, 3": [1.0, 2.0, 3.0],
    "logits 2, 4, 6": [2.0, 4.0, 6.0],
}.items():
    nats = F.cross_entropy(torch.tensor([logits]), target).item()
    bits = nats / math.log(2)
    print(
        f"{name:15}{nats:.4f} nats = {bits:.4f} bits,"
        f" perplexity {math.exp(nats):.4f} = {2**bits:.4f}"
    )
