import torch
import torch.nn.functional as F

logits = torch.tensor([1.0, 2.0, 3.0])
one_hot = F.one_hot(torch.tensor(0), num_classes=3)
p = torch.softmax(logits, dim=0)

dl_dp = -one_hot / p
dp_dz = p.diag() - torch.outer(p, p)

print("dL/dp:         ", dl_dp)
print("row 0 of dp/dz:", dp_dz[0])
print("dp/dz @ dL/dp: ", dp_dz @ dl_dp)
print("p - y:         ", p - one_hot)
