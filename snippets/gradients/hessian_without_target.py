from functools import partial

import torch
import torch.nn.functional as F
from torch.autograd import functional

logits = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
p = torch.softmax(logits, dim=0)
jacobian = p.diag() - torch.outer(p, p)

for target in torch.arange(3):
    loss = partial(F.cross_entropy, target=target)
    same = torch.allclose(functional.hessian(loss, logits), jacobian)
    print(f"target {target}: Hessian of the loss is the Jacobian of p: {same}")
