import torch
import torch.nn.functional as F

logits = torch.tensor([1.0, 2.0, 3.0])
one_hot = F.one_hot(torch.tensor(0), num_classes=3)
p = torch.softmax(logits, dim=0)

dloss_dp = -one_hot / p
dp_dz = p.diag() - torch.outer(p, p)

print("d loss / d p:       ", dloss_dp)
print("row 0 of d p / d z: ", dp_dz[0])
print("Jacobian @ d loss:  ", dp_dz @ dloss_dp)
print("p - y:              ", p - one_hot)
